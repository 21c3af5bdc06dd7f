import type { FeedMessage } from "./message.ts";
import type { FeedSink } from "./sink.ts";

/** One open screen. It never holds more than its sink's buffer on its way out, then the newest of what may be replaced and `keptMessages` of
 *  the rest; a screen that takes nothing for `stalledMs` is let go: it comes back with its last id. */

const keptMessages = 200;
const stalledMs = 15_000;

export type FeedPerson = { id: string; sessionId: string; expiresAt: Date };
/** A screen on a wall, which belongs to nobody. */
type FeedDisplay = { displayId: string };
export type FeedReader = FeedPerson | FeedDisplay;

type ClientOptions = { reader: FeedReader; sink: FeedSink; onGone(client: FeedClient): void; now(): number };

export class FeedClient {
  readonly person: FeedPerson | null;
  readonly displayId: string | null;
  readonly #options: ClientOptions;
  readonly #sink: FeedSink;
  #waiting: FeedMessage[] = [];
  #stalledSince: number | null = null;
  #gone = false;

  constructor(options: ClientOptions) {
    const { reader, sink } = options;
    this.#options = options;
    this.#sink = sink;
    this.person = "displayId" in reader ? null : reader;
    this.displayId = "displayId" in reader ? reader.displayId : null;
    sink.listen({ room: () => this.#flush(), closed: () => this.#leave() });
  }

  get gone(): boolean {
    return this.#gone;
  }

  send(message: FeedMessage): void {
    if (this.#gone) return;
    if (this.#waiting.length === 0 && this.#sink.hasRoom) this.#sink.write(message.bytes);
    else this.#keep(message);
  }

  /** Ends the stream; what was sent may still be read. */
  end(): void {
    if (this.#gone) return;
    this.#leave();
    this.#sink.end();
  }

  /** Lets go of a screen that no longer reads. Called with each beat. */
  dropIfStalled(): void {
    if (this.#stalledSince !== null && this.#options.now() - this.#stalledSince >= stalledMs) this.#drop();
  }

  #keep(message: FeedMessage): void {
    this.#stalledSince ??= this.#options.now();
    if (message.replaces !== null) this.#waiting = this.#waiting.filter((one) => one.replaces !== message.replaces);
    this.#waiting.push(message);
    if (this.#waiting.length > keptMessages) this.#drop();
  }

  #flush(): void {
    while (this.#sink.hasRoom) {
      const message = this.#waiting.shift();
      if (message === undefined) break;
      this.#sink.write(message.bytes);
    }
    if (this.#waiting.length === 0) this.#stalledSince = null;
    else this.#stalledSince = this.#options.now();
  }

  #drop(): void {
    if (this.#gone) return;
    this.#leave();
    this.#sink.drop();
  }

  #leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#waiting = [];
    this.#options.onGone(this);
  }
}
