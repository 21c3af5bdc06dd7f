import type { Socket } from "node:net";
import type { MessageHead, MessageKind, MessageParser, MessageSink } from "#lib/platform/llhttp/message-parser.ts";
import type { Answer, NotCompared } from "../../core/exchange.ts";
import { BodyCapture, type CaptureBudget } from "./body-capture.ts";
import { connectTo, type Door } from "./upstream-door.ts";

/** One connection to the new system: one request at a time, every wait with an end, and never a request sent twice. */

export type ConnectionOptions = {
  upstream: Door;
  makeParser(kind: MessageKind, sink: MessageSink): MessageParser;
  budget: CaptureBudget;
  connectMs: number;
  wholeMs: number;
};

export type Ask = {
  method: string;
  bytes: Uint8Array;
  /** Of its body: what is kept at most, and where the answer is given up. */
  captureBytes: number;
  cutBytes: number;
};

type Failure = Extract<NotCompared, "timed-out" | "no-answer" | "too-large" | "dropped">;
export type Outcome = { answer: Answer } | { why: Failure };

/** A head of such a length is no answer either. */
const mostHeadAndFraming = 256 * 1024;
/** The parser has taken what it needs before the next read. */
const readBuffer = Buffer.allocUnsafeSlow(64 * 1024);

export class CandidateConnection {
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  readonly #parser: MessageParser;
  #timer: NodeJS.Timeout | null = null;
  #ask: Ask | null = null;
  #done: ((outcome: Outcome) => void) | null = null;
  #body: BodyCapture | null = null;
  #head: MessageHead | null = null;
  #received = 0;
  #sentAtMs = 0;
  #ended = false;
  #connected = false;
  #gone = false;
  idleSinceMs = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const onread = {
      buffer: readBuffer,
      callback: (length: number, memory: Uint8Array) => this.#onRead(memory.subarray(0, length)),
    };
    this.#socket = connectTo(options.upstream, { allowHalfOpen: false, onread, keepAliveAfterMs: null });
    this.#parser = options.makeParser("answer", {
      onBegin: () => {},
      onHead: (head) => this.#onHead(head),
      onBody: (memory, at, length) => this.#body?.add(memory, at, length),
      onEnd: () => this.#onEnd(),
    });
    this.#socket.on(options.upstream.secure === null ? "connect" : "secureConnect", () => this.#onConnect());
    this.#socket.on("end", () => this.#onClose());
    this.#socket.on("close", () => this.#onClose());
    this.#socket.on("error", () => this.#fail("no-answer"));
  }

  /** Closed, or of no use for another request. */
  get gone(): boolean {
    return this.#gone;
  }

  ask(ask: Ask, done: (outcome: Outcome) => void): void {
    this.#ask = ask;
    this.#done = done;
    this.#head = null;
    this.#received = 0;
    this.#ended = false;
    this.#body = new BodyCapture(this.#options.budget, ask.captureBytes);
    this.#sentAtMs = performance.now();
    this.#limit(this.#connected ? this.#options.wholeMs : this.#options.connectMs);
    if (this.#connected) this.#socket.write(ask.bytes);
  }

  #limit(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail("timed-out"), ms);
  }

  #onConnect(): void {
    this.#connected = true;
    if (this.#ask === null) return;
    this.#sentAtMs = performance.now();
    this.#limit(this.#options.wholeMs);
    this.#socket.write(this.#ask.bytes);
  }

  #onHead(head: MessageHead): boolean {
    this.#head = head;
    return this.#ask?.method === "HEAD";
  }

  #onEnd(): void {
    const status = this.#head?.status ?? 0;
    if (status < 100 || status >= 200) this.#ended = true;
  }

  #onRead(bytes: Uint8Array): boolean {
    if (this.#gone) return true;
    // Bytes that nobody asked for: the connection cannot be trusted with the next answer.
    if (this.#ask === null) this.#drop();
    else this.#read(this.#ask, bytes);
    return true;
  }

  #read({ cutBytes }: Ask, bytes: Uint8Array): void {
    this.#received += bytes.length;
    const wrong = this.#parser.execute(bytes);
    if (this.#ended) this.#complete(wrong === null && this.#head?.keepAlive === true);
    else if (wrong !== null || this.#head?.status === 101) this.#fail("no-answer");
    else if (this.#received > cutBytes + mostHeadAndFraming || this.#bodyLength > cutBytes) this.#fail("too-large");
  }

  get #bodyLength(): number {
    return this.#body?.length ?? 0;
  }

  #onClose(): void {
    if (this.#gone) return;
    if (this.#ask !== null && this.#head !== null && !this.#ended) this.#parser.finish();
    if (this.#ended && this.#ask !== null) this.#complete(false);
    else this.#fail("no-answer");
  }

  #complete(stays: boolean): void {
    const head = this.#head;
    const body = this.#body?.take();
    this.#body = null;
    if (!stays) this.#drop();
    const latencyMs = performance.now() - this.#sentAtMs;
    if (head === null || body === undefined) this.#finish({ why: "no-answer" });
    else this.#finish({ answer: { status: head.status, headers: head.headers, body, latencyMs } });
  }

  #fail(why: Failure): void {
    this.#drop();
    this.#finish({ why });
  }

  #finish(outcome: Outcome): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const done = this.#done;
    this.#done = null;
    this.#ask = null;
    this.#body?.drop();
    this.#body = null;
    this.idleSinceMs = performance.now();
    done?.(outcome);
  }

  #drop(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#parser.free();
    this.#socket.destroy();
  }

  /** Ours to end, not the new system's fault. */
  close(): void {
    this.#fail("dropped");
  }
}
