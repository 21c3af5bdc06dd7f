import type { FeedMessage } from "./message.ts";

/** One open screen. It never holds more than `bufferBytes` on its way out, then the newest of what may be replaced and `keptMessages` of
 *  the rest; a screen that takes nothing for `stalledMs` is let go: it comes back with its last id. */

const bufferBytes = 64 * 1024;
const keptMessages = 200;
const stalledMs = 15_000;

export type FeedPerson = { id: string; sessionId: string; expiresAt: Date };
type ClientOptions = { person: FeedPerson; signal: AbortSignal; onGone(client: FeedClient): void; now(): number };

export class FeedClient {
  readonly person: FeedPerson;
  readonly body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #waiting: FeedMessage[] = [];
  #stalledSince: number | null = null;
  #gone = false;
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.person = options.person;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => this.#flush(),
        cancel: () => this.#leave(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: bufferBytes }),
    );
    options.signal.addEventListener("abort", () => this.end(), { once: true });
    if (options.signal.aborted) this.end();
  }

  get gone(): boolean {
    return this.#gone;
  }

  send(message: FeedMessage): void {
    if (this.#gone) return;
    if (this.#waiting.length === 0 && this.#hasRoom()) this.#controller?.enqueue(message.bytes);
    else this.#keep(message);
  }

  /** Ends the stream; what was sent may still be read. */
  end(): void {
    if (this.#gone) return;
    this.#leave();
    this.#controller?.close();
  }

  /** Lets go of a screen that no longer reads. Called with each beat. */
  dropIfStalled(): void {
    if (this.#stalledSince !== null && this.#options.now() - this.#stalledSince >= stalledMs) this.#drop();
  }

  #hasRoom(): boolean {
    return (this.#controller?.desiredSize ?? 0) > 0;
  }

  #keep(message: FeedMessage): void {
    this.#stalledSince ??= this.#options.now();
    if (message.replaces !== null) this.#waiting = this.#waiting.filter((one) => one.replaces !== message.replaces);
    this.#waiting.push(message);
    if (this.#waiting.length > keptMessages) this.#drop();
  }

  #flush(): void {
    while (this.#hasRoom()) {
      const message = this.#waiting.shift();
      if (message === undefined) break;
      this.#controller?.enqueue(message.bytes);
    }
    if (this.#waiting.length === 0) this.#stalledSince = null;
    else this.#stalledSince = this.#options.now();
  }

  /** By an error, which also throws away what lies in the buffer and closes the socket. */
  #drop(): void {
    if (this.#gone) return;
    this.#leave();
    this.#controller?.error(new Error("This screen read too slowly."));
  }

  #leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#waiting = [];
    this.#options.onGone(this);
  }
}
