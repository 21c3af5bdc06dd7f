import { Buffer } from "node:buffer";
import type { AnswerSink, Parser } from "#lib/platform/llhttp/http-parser.ts";

/** Reads one answer after another from the bytes of a connection. */

const largestBody = 1024 * 1024;
/** How much of a refused answer is kept for an example. */
const rawLength = 8192;
const mostCookies = 50;
const noCookies: string[] = [];

/** `surplus`: the answer is whole, and bytes that nobody asked for follow it. */
export type Progress = "more" | "whole" | "surplus" | "too large" | { wrong: string };

export const tooLarge = `The answer is larger than ${largestBody / 1024 / 1024} MiB and has to be read.`;

export class AnswerReader implements AnswerSink {
  status = 0;
  keepAlive = false;
  bytesIn = 0;
  readonly #makeParser: (sink: AnswerSink) => Parser;
  #parser: Parser | null = null;
  #isHead = false;
  #readsBody = false;
  #chunks: Buffer[] = [];
  #bodyLength = 0;
  #ended = false;
  #raw: string | null = null;
  #cookies: string[] = noCookies;

  constructor(makeParser: (sink: AnswerSink) => Parser) {
    this.#makeParser = makeParser;
  }

  /** A new connection begins. */
  open(): void {
    this.free();
    this.#parser = this.#makeParser(this);
  }

  /** The next answer belongs to this request. */
  expect({ method, readsBody }: { method: string; readsBody: boolean }): void {
    this.status = 0;
    this.keepAlive = false;
    this.bytesIn = 0;
    this.#raw = null;
    this.#cookies = noCookies;
    this.#isHead = method === "HEAD";
    this.#readsBody = readsBody;
    this.#forgetBody();
    this.#ended = false;
  }

  read(bytes: Uint8Array): Progress {
    this.bytesIn += bytes.length;
    const wrong = this.#parser?.execute(bytes) ?? null;
    if (this.#showsRaw()) this.#keepRaw(bytes);
    if (this.#readsBody && this.#bodyLength > largestBody) return "too large";
    if (this.#ended) return wrong === null ? "whole" : "surplus";
    return wrong === null ? "more" : { wrong };
  }

  /** The connection has ended; true when that made the answer whole. */
  finish(): boolean {
    if (this.bytesIn > 0) this.#parser?.finish();
    return this.#ended;
  }

  /** Null unless it was asked for; to be taken once. */
  takeBody(): string | null {
    if (!this.#readsBody) return null;
    const [only] = this.#chunks;
    const whole = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    this.#forgetBody();
    return whole.toString("utf8");
  }

  free(): void {
    this.#parser?.free();
    this.#parser = null;
  }

  onHead(status: number, keepAlive: boolean): boolean {
    this.status = status;
    this.keepAlive = keepAlive;
    return this.#isHead;
  }

  onCookie(header: string): void {
    if (this.#cookies === noCookies) this.#cookies = [];
    if (this.#cookies.length < mostCookies) this.#cookies.push(header);
  }

  /** The `Set-Cookie` headers of the answer. */
  get cookies(): readonly string[] {
    return this.#cookies;
  }

  onBody(memory: Uint8Array, at: number, length: number): void {
    this.#bodyLength += length;
    if (this.#readsBody && this.#bodyLength <= largestBody)
      this.#chunks.push(Buffer.from(memory.subarray(at, at + length)));
  }

  onEnd(): void {
    this.#ended = true;
  }

  #forgetBody(): void {
    if (this.#chunks.length > 0) this.#chunks = [];
    this.#bodyLength = 0;
  }

  /** The first bytes of an answer with a status from 400 on, or of something whose head never was whole. */
  get raw(): string | null {
    return this.#showsRaw() ? this.#raw : null;
  }

  #showsRaw(): boolean {
    return this.status === 0 || this.status >= 400;
  }

  #keepRaw(bytes: Uint8Array): void {
    const room = rawLength - (this.#raw?.length ?? 0);
    if (room > 0) this.#raw = (this.#raw ?? "") + Buffer.from(bytes.subarray(0, room)).toString("utf8");
  }
}
