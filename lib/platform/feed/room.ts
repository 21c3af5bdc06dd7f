import type { Database } from "../database.ts";
import type { FeedClient } from "./client.ts";
import { type FeedEvent, readEventsAfter } from "./hub-store.ts";
import { type FeedMessage, feedMessage } from "./message.ts";
import type { WallLine } from "./wall-line.ts";

/** How many events a returning screen may have missed; beyond, it is told to read everything anew. */
export const replayedEvents = 1_000;

const mostSamplesWaiting = 200;

type Kept = { sequence: number; message: FeedMessage };

type RoomOptions = {
  db: Database;
  chain: string;
  known: number;
  topicOf(subjectKind: string): string;
  /** Its displays; null where no display has a feed. */
  wall: WallLine | null;
  /** Each event once, after its screens were told. */
  heard(subjectKind: string): void;
};

/** The screens of one pilot and the newest events of its chain. Work on the events is done one after the other, so that a screen that
 *  joins neither misses an event nor sees one twice. */
export class Room {
  readonly clients = new Set<FeedClient>();
  readonly chain: string;
  readonly wall: WallLine | null;
  /** The newest event that every screen here has been sent. */
  known: number;
  /** Whether a look by the clock is under way. */
  rechecking = false;
  /** What the last one gave, and the screens that were here for one. */
  #digest: string | null = null;
  readonly #lookedFor = new WeakSet<FeedClient>();
  readonly #db: Database;
  readonly #topicOf: (subjectKind: string) => string;
  readonly #heard: (subjectKind: string) => void;
  /** Without a gap, ending at `known`. */
  #kept: Kept[] = [];
  #events: Promise<unknown> = Promise.resolve();
  #samples: Promise<unknown> = Promise.resolve();
  #samplesWaiting = 0;
  #joining = 0;

  constructor(options: RoomOptions) {
    this.#db = options.db;
    this.#topicOf = options.topicOf;
    this.#heard = options.heard;
    this.wall = options.wall;
    this.chain = options.chain;
    this.known = options.known;
  }

  /** Nobody is here, and nobody is on the way in. */
  get idle(): boolean {
    return this.clients.size === 0 && this.#joining === 0;
  }

  /** To every screen. */
  send(message: FeedMessage): void {
    for (const client of this.clients) client.send(message);
  }

  /** That something is to be asked for again. Displays ask for nothing: they are sent what they show. */
  tell(message: FeedMessage): void {
    for (const client of this.clients) if (client.person !== null) client.send(message);
  }

  leave(client: FeedClient): void {
    this.clients.delete(client);
    this.wall?.left(client);
  }

  /** A look by the clock gave `digest`: tells every screen when it is another one, and else those that came since the last look. */
  looked(digest: string, message: FeedMessage): void {
    for (const client of this.clients) {
      if (client.person === null) continue;
      if (digest !== this.#digest || !this.#lookedFor.has(client)) client.send(message);
      this.#lookedFor.add(client);
    }
    if (digest !== this.#digest) this.wall?.changed();
    this.#digest = digest;
  }

  /** Takes a screen in: first what it missed since `lastEventId` (null: it is new), then everything as it comes. */
  join(client: FeedClient, lastEventId: number | null): Promise<void> {
    this.#joining += 1;
    const joined = this.#inOrder(async () => {
      const missed = lastEventId === null ? [] : await this.#missedSince(lastEventId);
      if (client.gone) return;
      if (missed === "too-many") client.send(feedMessage({ event: "reset", data: {}, id: this.known }));
      else if (missed.length > 0) client.send(together(missed));
      this.clients.add(client);
    });
    return joined.finally(() => {
      this.#joining -= 1;
    });
  }

  /** An event was told of. What was told out of turn is read from the database with everything before it. */
  told(event: FeedEvent): Promise<void> {
    return this.#inOrder(async () => {
      if (event.sequence <= this.known) return;
      if (event.sequence === this.known + 1) this.#add([event]);
      else await this.#readOn();
    });
  }

  /** Reads whatever came since the last known event. */
  catchUp(): Promise<void> {
    return this.#inOrder(() => this.#readOn());
  }

  /** Sends what `make` makes, in the order of the calls; a slow one does not hold up events. When too many wait, a screen asks for what it
   *  lacks when the next one comes. */
  sendLater(make: () => Promise<FeedMessage | null>): Promise<void> {
    if (this.#samplesWaiting >= mostSamplesWaiting) return Promise.resolve();
    this.#samplesWaiting += 1;
    const done = this.#samples.then(async () => {
      this.#samplesWaiting -= 1;
      const message = this.clients.size === 0 ? null : await make();
      if (message !== null) this.send(message);
    });
    this.#samples = done.catch(() => {});
    return done;
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    const done = this.#events.then(work);
    this.#events = done.catch(() => {});
    return done;
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const found = await readEventsAfter(this.#db, { chain: this.chain, after: this.known, limit: replayedEvents });
      this.#add(found);
      if (found.length < replayedEvents) return;
    }
  }

  #add(found: readonly FeedEvent[]): void {
    for (const event of found) {
      const kept = this.#keep(event);
      this.#kept.push(kept);
      this.known = kept.sequence;
      this.tell(kept.message);
      this.#heard(event.subjectKind);
    }
    this.#kept.splice(0, this.#kept.length - replayedEvents);
  }

  #keep({ sequence, subjectKind, subjectId }: FeedEvent): Kept {
    const data = { topic: this.#topicOf(subjectKind), id: subjectId };
    return { sequence, message: feedMessage({ event: "change", data, id: sequence }) };
  }

  async #missedSince(after: number): Promise<readonly Kept[] | "too-many"> {
    if (after > this.known) await this.#readOn();
    // Ahead of the database: it was set back to an older state.
    if (after > this.known || this.known - after > replayedEvents) return "too-many";
    if (after < this.known - this.#kept.length) await this.#readBack(after);
    return this.#kept.filter((one) => one.sequence > after);
  }

  /** Read once, kept for the next screen: after a restart they all come back with much the same id. */
  async #readBack(after: number): Promise<void> {
    const found = await readEventsAfter(this.#db, { chain: this.chain, after, limit: this.known - after });
    this.#kept = found.map((event) => this.#keep(event));
  }
}

/** One message, however many events: what a screen missed must not count as reading slowly. */
function together(kept: readonly Kept[]): FeedMessage {
  return { bytes: Buffer.concat(kept.map((one) => one.message.bytes)), replaces: null };
}
