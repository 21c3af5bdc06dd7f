import type { ServerResponse } from "node:http";
import { bufferBytes, type FeedSink, type SinkHears } from "./sink.ts";

/** After its end, how long a reader may take to read what is left. */
const leftMs = 15_000;

/** A feed written straight to Node's answer. Through a web stream each message costs every reader several promises, and Next.js keeps what
 *  it knows of the request as long as the stream is open: bench/feed measures both. */
export class ResponseSink implements FeedSink {
  readonly #response: ServerResponse;
  #hears: SinkHears | null = null;
  #isOpen = false;
  #isEnding = false;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.on("drain", () => this.#hears?.room());
    response.once("close", () => this.#hears?.closed());
  }

  /** Whether a feed writes to it. */
  get isTaken(): boolean {
    return this.#hears !== null;
  }

  get hasRoom(): boolean {
    return this.#isOpen && this.#response.writableLength < bufferBytes;
  }

  /** The head goes out; what the feed has to say meanwhile waits with it. */
  open(headers: Headers): void {
    for (const [name, value] of headers) this.#response.setHeader(name, value);
    this.#response.setHeader("connection", "close");
    this.#response.writeHead(200);
    this.#response.flushHeaders();
    this.#isOpen = true;
    this.#hears?.room();
    if (this.#isEnding) this.end();
  }

  write(bytes: Uint8Array): void {
    this.#response.write(bytes);
  }

  end(): void {
    this.#isEnding = true;
    if (!this.#isOpen) return;
    this.#response.setTimeout(leftMs, () => this.#response.destroy());
    this.#response.end();
  }

  drop(): void {
    this.#response.destroy();
  }

  listen(hears: SinkHears): void {
    this.#hears = hears;
    if (this.#response.closed || this.#response.destroyed) hears.closed();
  }
}

const sinks = new WeakMap<Request, ResponseSink>();

/** A feed that answers this request is written there. */
export function useSink(request: Request, sink: ResponseSink): void {
  sinks.set(request, sink);
}

export function sinkOf(request: Request): ResponseSink | null {
  return sinks.get(request) ?? null;
}
