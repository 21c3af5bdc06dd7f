import { Buffer } from "node:buffer";
import { compileLlhttp, inputSize, type LlhttpExports } from "./llhttp-module.ts";

/** llhttp, the parser that Node itself trusts, as WebAssembly in undici's build: one module a thread, one small state a connection. */

/** Told about an answer while its bytes are parsed. Interim (1xx) answers are not told. */
export type AnswerSink = {
  /** True when the answer has no body whatever its headers say (to HEAD). */
  onHead(status: number, keepAlive: boolean): boolean;
  /** A `Set-Cookie` header of at most 4,096 characters, before its head is whole. Longer ones, and those in a trailer, are not told. */
  onCookie(header: string): void;
  /** `length` bytes of the body stand in `memory` from `at` on, during the call only. */
  onBody(memory: Uint8Array, at: number, length: number): void;
  onEnd(): void;
};

export type Parser = {
  /** Null, or why the bytes are no HTTP answer; bytes after the end of the answer count as such. */
  execute(bytes: Uint8Array): string | null;
  /** The connection has ended: `onEnd` is told when that ends the answer. */
  finish(): void;
  free(): void;
};

const typeResponse = 2;
/** A callback's answer that stops the parser at the end of a message, and what `llhttp_execute` then answers. */
const paused = 21;
/** What it answers after a 101: what follows is no HTTP any more. */
const upgraded = 22;
const cookieName = Buffer.from("set-cookie");
/** RFC 6265, section 6.1: a browser keeps at least so much of a cookie, its name and attributes with it. What is longer is passed over. */
const longestCookie = 4_096;
/** A header callback's answers: no body follows; nothing follows. */
const skipBody = 1;
const skipRest = 2;
/** Compiles the module once for this thread. Throws when undici's build has changed its shape: the version is pinned for this reason. */
export function loadParser(): (sink: AnswerSink) => Parser {
  return parserFactory(compileLlhttp());
}

function parserFactory(module: WebAssembly.Module): (sink: AnswerSink) => Parser {
  const llhttp = new Llhttp(module);
  return (sink) => new AnswerParser(llhttp, sink);
}

/** The module and its memory: one a thread, used by one parser at a time. */
class Llhttp {
  readonly wasm: LlhttpExports;
  running: AnswerParser | null = null;
  readonly #input: number;
  #memory: Uint8Array;

  constructor(module: WebAssembly.Module) {
    this.wasm = new WebAssembly.Instance(module, { env: this.#callbacks() }).exports as LlhttpExports;
    this.wasm._initialize();
    this.#input = this.wasm.malloc(inputSize);
    this.#memory = new Uint8Array(this.wasm.memory.buffer);
  }

  /** The memory is the one that `execute` has looked at: while it parses, nothing makes it grow, and asking each time costs. */
  #callbacks(): Record<string, (parser: number, a: number, b: number, c: number) => number> {
    const nothing = () => 0;
    return {
      wasm_on_message_begin: nothing,
      wasm_on_url: nothing,
      wasm_on_status: nothing,
      wasm_on_header_field: (_parser, at, length) => {
        this.running?.headerName(this.#memory, at, length);
        return 0;
      },
      wasm_on_header_value: (_parser, at, length) => {
        this.running?.headerValue(this.#memory, at, length);
        return 0;
      },
      wasm_on_headers_complete: (_parser, status, _upgrade, keepAlive) =>
        this.running?.headersComplete(status, keepAlive !== 0) ?? 0,
      wasm_on_body: (_parser, at, length) => {
        this.running?.sink.onBody(this.#memory, at, length);
        return 0;
      },
      wasm_on_message_complete: () => this.running?.messageComplete() ?? 0,
    };
  }

  /** Growing the memory detaches the old view. */
  #view(): Uint8Array {
    if (this.#memory.buffer !== this.wasm.memory.buffer) this.#memory = new Uint8Array(this.wasm.memory.buffer);
    return this.#memory;
  }

  /** At most `inputSize` bytes. */
  execute(parser: number, bytes: Uint8Array): number {
    this.#view().set(bytes, this.#input);
    return this.wasm.llhttp_execute(parser, this.#input, bytes.length);
  }

  /** How many of the bytes given last were used. */
  used(parser: number): number {
    return this.wasm.llhttp_get_error_pos(parser) - this.#input;
  }

  reason(parser: number): string {
    const at = this.wasm.llhttp_get_error_reason(parser);
    const text = this.#view().subarray(at, at + 200);
    return Buffer.from(text.subarray(0, Math.max(0, text.indexOf(0)))).toString("latin1");
  }
}

class AnswerParser implements Parser {
  readonly sink: AnswerSink;
  readonly #llhttp: Llhttp;
  readonly #parser: number;
  #interim = false;
  /** Headers after the head are a trailer's. */
  #isInHead = true;
  /** How much of "set-cookie" the present header's name is so far; -1 where it is another. */
  #matched = 0;
  #isInName = false;
  #cookie = "";

  constructor(llhttp: Llhttp, sink: AnswerSink) {
    this.sink = sink;
    this.#llhttp = llhttp;
    this.#parser = llhttp.wasm.llhttp_alloc(typeResponse);
  }

  /** A name or a value may come in pieces. */
  headerName(memory: Uint8Array, at: number, length: number): void {
    if (!this.#isInHead) return;
    if (!this.#isInName) {
      this.#tellCookie();
      this.#isInName = true;
      this.#matched = 0;
    }
    for (let offset = 0; offset < length && this.#matched >= 0; offset++) {
      const isAlike = ((memory[at + offset] ?? 0) | 0x20) === cookieName[this.#matched];
      this.#matched = isAlike ? this.#matched + 1 : -1;
    }
  }

  headerValue(memory: Uint8Array, at: number, length: number): void {
    this.#isInName = false;
    if (this.#matched !== cookieName.length) return;
    if (this.#cookie.length + length > longestCookie) {
      this.#cookie = "";
      this.#matched = -1;
    } else this.#cookie += Buffer.from(memory.subarray(at, at + length)).toString("latin1");
  }

  #tellCookie(): void {
    if (this.#cookie === "") return;
    const header = this.#cookie;
    this.#cookie = "";
    this.sink.onCookie(header);
  }

  headersComplete(status: number, keepAlive: boolean): number {
    this.#tellCookie();
    this.#isInName = false;
    this.#matched = -1;
    this.#isInHead = false;
    this.#interim = status >= 100 && status < 200;
    if (this.#interim) return status === 101 ? skipRest : 0;
    return this.sink.onHead(status, keepAlive) ? skipBody : 0;
  }

  messageComplete(): number {
    this.#isInHead = true;
    if (this.#interim) return 0;
    this.sink.onEnd();
    return paused;
  }

  execute(bytes: Uint8Array): string | null {
    this.#llhttp.running = this;
    for (let at = 0; at < bytes.length; at += inputSize) {
      const part = bytes.length <= inputSize ? bytes : bytes.subarray(at, at + inputSize);
      const code = this.#llhttp.execute(this.#parser, part);
      if (code === paused) return this.#resume(at + this.#llhttp.used(this.#parser) === bytes.length);
      if (code === upgraded) return "the answer changes to another protocol (101), which nobody asked for";
      if (code !== 0) return this.#llhttp.reason(this.#parser) || "not an HTTP answer";
    }
    return null;
  }

  #resume(whole: boolean): string | null {
    this.#llhttp.wasm.llhttp_resume(this.#parser);
    return whole ? null : "bytes after the end of the answer";
  }

  finish(): void {
    this.#llhttp.running = this;
    this.#llhttp.wasm.llhttp_finish(this.#parser);
  }

  free(): void {
    this.#llhttp.running = null;
    this.#llhttp.wasm.llhttp_free(this.#parser);
  }
}
