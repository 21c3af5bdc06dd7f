import type { Connection } from "../database.ts";
import { installationChain } from "../events.ts";
import { logFault } from "../log.ts";
import { FeedClient, type FeedReader } from "./client.ts";
import { DisplayStates } from "./display-states.ts";
import { type FeedEvent, type Pulse, readPulse } from "./hub-store.ts";
import { listenToDatabase } from "./listen.ts";
import { beatMessage, changeMessage, type FeedMessage, feedMessage } from "./message.ts";
import { Room } from "./room.ts";
import { SessionChecks } from "./session-checks.ts";
import type { FeedSink } from "./sink.ts";
import { WallLine } from "./wall-line.ts";
import type { FeedWiring } from "./wiring.ts";

/** The feed of one process: one listening connection and one question a second, however many screens are open. It knows events and
 *  clocks; what a topic or a sample is, it is told. */

const beatMs = 1_000;
/** A disabled account's feed, and that of a revoked display, ends within 5 s: this, the time to ask, and the page's own question why. */
const beatsBetweenChecks = 3;
/** For whoever reads the feed with an EventSource; Gantry's own pages spread their tries themselves. */
const retryMs = 2_000;
/** What an event or a change about a display is under. */
const displayTopic = "display";

export type FeedOpening = { pilotId: string; lastEventId: number | null; reader: FeedReader; sink: FeedSink };

type HubOptions = { connection: Connection; wiring: FeedWiring; now?: () => number };

export class FeedHub {
  readonly #connection: Connection;
  readonly #wiring: FeedWiring;
  readonly #now: () => number;
  readonly #rooms = new Map<string, Room>();
  readonly #states: DisplayStates;
  readonly #sessions: SessionChecks;
  #pulse: Pulse | null = null;
  #asking: Promise<void> | null = null;
  #listening: Promise<() => Promise<void>> | null = null;
  #beats = 0;
  #wasSilent: boolean | null = null;
  /** Said once in the log until the database answers again. */
  #troubled = false;
  #timer: NodeJS.Timeout | null = null;

  constructor({ connection, wiring, now = Date.now }: HubOptions) {
    this.#connection = connection;
    this.#wiring = wiring;
    this.#now = now;
    this.#sessions = new SessionChecks({ now, ended: (people) => wiring.endedSessions(people) });
    this.#states = new DisplayStates({
      displays: () => this.#clients().filter(({ person }) => person === null),
      read: async (ids) => wiring.wall?.displays(ids) ?? new Map(),
      failed: (error) => this.#failed(error),
    });
  }

  /** Opens a screen's stream: what it missed, a beat at once, then everything as it comes. A display misses nothing: it is sent all it
   *  shows. */
  async open({ pilotId, lastEventId, reader, sink }: FeedOpening): Promise<void> {
    await this.#listen();
    if (this.#pulse === null || this.#timer === null) await this.#ask();
    const room = this.#roomOf(pilotId);
    const client = new FeedClient({ reader, sink, now: this.#now, onGone: (gone) => room.leave(gone) });
    await room.join(client, lastEventId);
    client.send(this.#beat({ id: room.known, retryMs }));
    if (client.person === null) this.#welcome(room, client);
    this.#timer ??= setInterval(() => this.#tick(), beatMs);
  }

  #welcome(room: Room, display: FeedClient): void {
    this.#wasSilent ??= this.#isSilent();
    room.wall?.join(display);
    this.#states.look();
  }

  get clientCount(): number {
    return this.#clients().length;
  }

  get roomCount(): number {
    return this.#rooms.size;
  }

  async close(): Promise<void> {
    this.#stopBeating();
    for (const client of this.#clients()) client.end();
    this.#states.close();
    const unlisten = await this.#listening?.catch(() => null);
    await unlisten?.();
  }

  #clients(): FeedClient[] {
    return [...this.#rooms.values()].flatMap((room) => [...room.clients]);
  }

  /** `known` begins at the newest event: a new screen has just read its page, an older one is given what it lacks. */
  #roomOf(pilotId: string): Room {
    const there = this.#rooms.get(pilotId);
    if (there) return there;
    const { db } = this.#connection;
    const { topicOf, wall } = this.#wiring;
    const failed = (error: unknown) => this.#failed(error);
    const room: Room = new Room({
      ...{ db, topicOf, chain: pilotId, known: this.#pulse?.heads.get(pilotId) ?? 0 },
      wall: wall === undefined ? null : new WallLine({ view: () => wall.view(pilotId), failed }),
      heard: (subjectKind) => this.#heard(room, topicOf(subjectKind)),
    });
    this.#rooms.set(pilotId, room);
    return room;
  }

  #listen(): Promise<unknown> {
    this.#listening ??= listenToDatabase(this.#connection.sql, {
      onEvent: (chain, event) => {
        if (chain === installationChain) this.#heardOfPeople(event);
        else this.#quietly(this.#rooms.get(chain)?.told(event));
      },
      onSecond: (pilotId, runId, second) => this.#sample(pilotId, runId, second),
      onChange: (pilotId, topic, id) => this.#change(pilotId, topic, id),
      onListening: () => this.#catchUp(),
    }).catch((error: unknown) => {
      this.#listening = null;
      throw error;
    });
    return this.#listening;
  }

  #catchUp(): void {
    this.#states.look();
    for (const [pilotId, room] of this.#rooms) {
      this.#quietly(room.catchUp());
      room.wall?.changed();
      for (const topic of this.#wiring.figures ?? []) this.#change(pilotId, topic, "figures");
    }
  }

  /** Somebody may have been disabled, or a session ended: their screens go dark at once. */
  #heardOfPeople({ subjectKind }: FeedEvent): void {
    this.#quietly(this.#sessions.end(this.#clients()));
    for (const room of this.#rooms.values()) this.#heard(room, this.#wiring.topicOf(subjectKind));
  }

  #heard(room: Room, topic: string): void {
    if (topic === displayTopic) this.#states.look();
    if (this.#wiring.wall?.topics(topic)) room.wall?.changed();
  }

  #change(pilotId: string, topic: string, id: string): void {
    const room = this.#rooms.get(pilotId);
    if (room === undefined) return;
    room.tell(changeMessage(topic, id));
    this.#heard(room, topic);
  }

  #sample(pilotId: string, runId: string, second: number): void {
    const made = this.#rooms.get(pilotId)?.sendLater(async () => {
      const sample = await this.#wiring.sampleOf(runId, second);
      return sample && feedMessage({ event: "sample", data: sample, replaces: `sample ${runId}` });
    });
    this.#quietly(made);
  }

  #tick(): void {
    for (const [pilotId, room] of this.#rooms) if (room.idle) this.#rooms.delete(pilotId);
    const clients = this.#clients();
    if (clients.length === 0) {
      this.#stopBeating();
      return;
    }
    const beat = this.#beat();
    for (const client of clients) {
      client.send(beat);
      client.dropIfStalled();
    }
    this.#quietly(this.#ask());
    for (const room of this.#rooms.values()) if (room.clients.size > 0) this.#quietly(this.#recheck(room));
    this.#lookAtWalls();
    this.#beats += 1;
    if (this.#beats % beatsBetweenChecks !== 0) return;
    this.#quietly(this.#sessions.check(clients));
    this.#states.look();
  }

  #stopBeating(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Goes out each second also without a database; the sources then show their age. */
  #beat(first: { id?: number; retryMs?: number } = {}): FeedMessage {
    return beatMessage(this.#now(), this.#sources(), first);
  }

  /** One question at a time; a slow database is not asked twice. Heads that moved without a notice are caught up with. */
  #ask(): Promise<void> {
    this.#asking ??= readPulse(this.#connection.db)
      .then((pulse) => {
        this.#pulse = pulse;
        this.#troubled = false;
        for (const room of this.#rooms.values())
          if ((pulse.heads.get(room.chain) ?? 0) > room.known) this.#quietly(room.catchUp());
      })
      .finally(() => {
        this.#asking = null;
      });
    return this.#asking;
  }

  /** One look at a time a room. A screen is told by the first look after it came, too: what moved between the reading of its page and that
   *  look would else be missed. */
  async #recheck(room: Room): Promise<void> {
    const { recheck } = this.#wiring;
    if (recheck === undefined || room.rechecking) return;
    room.rechecking = true;
    const digest = await recheck.digest(room.chain, this.#sources()).finally(() => {
      room.rechecking = false;
    });
    room.looked(digest, changeMessage(recheck.topic, recheck.id));
  }

  #sources(): Pulse["sources"] {
    return this.#pulse?.sources ?? { runner: null, keeper: null };
  }

  #isSilent(): boolean {
    return this.#wiring.wall?.silent(this.#sources()) ?? false;
  }

  /** A view that could not be made is made now; and all of them when a source fell silent or returned. */
  #lookAtWalls(): void {
    const isSilent = this.#isSilent();
    const moved = isSilent !== this.#wasSilent;
    this.#wasSilent = isSilent;
    for (const { wall } of this.#rooms.values()) {
      if (moved) wall?.changed();
      wall?.retry();
    }
  }

  #quietly(work: Promise<unknown> | undefined): void {
    work?.catch((error: unknown) => this.#failed(error));
  }

  /** What fails here is tried again with the next beat or event; the screens see the age of what they show. */
  #failed(error: unknown): void {
    if (!this.#troubled) logFault("the feed cannot read the database; it goes on trying", error);
    this.#troubled = true;
  }
}
