import type { Connection } from "../database.ts";
import { installationChain } from "../events.ts";
import { logFault } from "../log.ts";
import { FeedClient, type FeedPerson } from "./client.ts";
import { type Pulse, readPulse } from "./hub-store.ts";
import { listenToDatabase } from "./listen.ts";
import { type FeedMessage, feedMessage } from "./message.ts";
import { Room } from "./room.ts";

/** The feed of one process: one listening connection and one question a second, however many screens are open. It knows events and
 *  clocks; what a topic or a sample is, it is told. */

const beatMs = 1_000;
/** A disabled account's feed ends within 5 s: this, the time to ask, and the page's own question why. */
const beatsBetweenSessionChecks = 3;
/** For whoever reads the feed with an EventSource; Gantry's own pages spread their tries themselves. */
const retryMs = 2_000;

/** Answers a digest of what screens of a pilot show by the clock; another digest, and they are told to ask again. */
export type FeedRecheck = (pilotId: string, sources: Pulse["sources"]) => Promise<string>;

export type FeedWiring = {
  /** Asked each second of each pilot with open screens. */
  recheck?: { topic: string; id: string; digest: FeedRecheck };
  /** Topics whose figures change without an event: told anew when listening begins again, for what was told meanwhile was not heard. */
  figures?: readonly string[];
  /** What screens call an event's subject, such as `run`. */
  topicOf(subjectKind: string): string;
  /** A run's second as the screens get it; null when there is nothing to show. */
  sampleOf(runId: string, second: number): Promise<object | null>;
  /** Which of these sessions may not go on. */
  endedSessions(people: readonly FeedPerson[]): Promise<ReadonlySet<FeedPerson>>;
};

export type FeedOpening = { pilotId: string; lastEventId: number | null; person: FeedPerson; signal: AbortSignal };

type HubOptions = { connection: Connection; wiring: FeedWiring; now?: () => number };

export class FeedHub {
  readonly #connection: Connection;
  readonly #wiring: FeedWiring;
  readonly #now: () => number;
  readonly #rooms = new Map<string, Room>();
  #pulse: Pulse | null = null;
  #asking: Promise<void> | null = null;
  #listening: Promise<() => Promise<void>> | null = null;
  #beats = 0;
  #checking = false;
  /** Said once in the log until the database answers again. */
  #troubled = false;
  #timer: NodeJS.Timeout | null = null;

  constructor({ connection, wiring, now = Date.now }: HubOptions) {
    this.#connection = connection;
    this.#wiring = wiring;
    this.#now = now;
  }

  /** Opens a screen's stream: what it missed, a beat at once, then everything as it comes. */
  async open({ pilotId, lastEventId, person, signal }: FeedOpening): Promise<ReadableStream<Uint8Array>> {
    await this.#listen();
    if (this.#pulse === null || this.#timer === null) await this.#ask();
    const room = this.#roomOf(pilotId);
    const client = new FeedClient({
      person,
      signal,
      now: this.#now,
      onGone: (gone) => room.clients.delete(gone),
    });
    await room.join(client, lastEventId);
    client.send(this.#beat({ id: room.known, retryMs }));
    this.#timer ??= setInterval(() => this.#tick(), beatMs);
    return client.body;
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
    const known = this.#pulse?.heads.get(pilotId) ?? 0;
    const room = new Room({ db, chain: pilotId, known, topicOf: this.#wiring.topicOf });
    this.#rooms.set(pilotId, room);
    return room;
  }

  #listen(): Promise<unknown> {
    this.#listening ??= listenToDatabase(this.#connection.sql, {
      onEvent: (chain, event) => {
        // Somebody may have been disabled, or a session ended: their screens go dark at once.
        if (chain === installationChain) this.#quietly(this.#endSessions(this.#clients()));
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
    for (const [pilotId, room] of this.#rooms) {
      this.#quietly(room.catchUp());
      for (const topic of this.#wiring.figures ?? []) this.#change(pilotId, topic, "figures");
    }
  }

  #change(pilotId: string, topic: string, id: string): void {
    this.#rooms.get(pilotId)?.send(changeMessage(topic, id));
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
    this.#beats += 1;
    if (this.#beats % beatsBetweenSessionChecks === 0) this.#checkSessions(clients);
  }

  #stopBeating(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Goes out each second also without a database; the sources then show their age. */
  #beat(first: { id?: number; retryMs?: number } = {}): FeedMessage {
    const now = new Date(this.#now()).toISOString();
    const { runner = null, keeper = null } = this.#pulse?.sources ?? {};
    const sources = { runner: runner?.toISOString() ?? null, keeper: keeper?.toISOString() ?? null };
    return feedMessage({ event: "beat", data: { now, sources }, replaces: "beat", ...first });
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
    const none = { runner: null, keeper: null };
    const digest = await recheck.digest(room.chain, this.#pulse?.sources ?? none).finally(() => {
      room.rechecking = false;
    });
    room.looked(digest, changeMessage(recheck.topic, recheck.id));
  }

  /** One question at a time, however long the database takes. */
  #checkSessions(clients: readonly FeedClient[]): void {
    if (this.#checking) return;
    this.#checking = true;
    const checked = this.#endSessions(clients).finally(() => {
      this.#checking = false;
    });
    this.#quietly(checked);
  }

  async #endSessions(clients: readonly FeedClient[]): Promise<void> {
    if (clients.length === 0) return;
    const now = this.#now();
    for (const client of clients) if (client.person.expiresAt.getTime() <= now) client.end();
    const ended = await this.#wiring.endedSessions(clients.map((client) => client.person));
    for (const client of clients) if (ended.has(client.person)) client.end();
  }

  /** What fails here is tried again with the next beat or event; the screens see the age of what they show. */
  #quietly(work: Promise<unknown> | undefined): void {
    work?.catch((error: unknown) => {
      if (!this.#troubled) logFault("the feed cannot read the database; it goes on trying", error);
      this.#troubled = true;
    });
  }
}

function changeMessage(topic: string, id: string): FeedMessage {
  return feedMessage({ event: "change", data: { topic, id }, replaces: `change ${topic} ${id}` });
}
