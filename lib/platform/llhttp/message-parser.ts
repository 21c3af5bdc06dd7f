import { Buffer } from "node:buffer";
import { compileLlhttp, inputSize, type LlhttpExports } from "./llhttp-module.ts";

/** llhttp for whoever watches or keeps whole messages: requests and answers, one after another, with their headers. What the load engine uses
 *  (http-parser.ts) reads answers only and looks at no header, which costs less. */

export type MessageHead = {
  /** Of a request; empty for an answer. */
  method: string;
  target: string;
  /** Of an answer, interim ones (1xx) included; 0 for a request. */
  status: number;
  /** Names in lower case, in the order they came; bytes as latin1. */
  headers: [name: string, value: string][];
  keepAlive: boolean;
};

/** Told while bytes are parsed. It must not give bytes to a parser of the same kind during the call. */
export type MessageSink = {
  /** The first byte of a message is there. */
  onBegin(): void;
  /** True when the message has no body whatever its headers say (an answer to HEAD). */
  onHead(head: MessageHead): boolean;
  /** `length` bytes of the body stand in `memory` from `at` on, during the call only. */
  onBody(memory: Uint8Array, at: number, length: number): void;
  onEnd(): void;
};

export type MessageParser = {
  /** Null, or why the bytes are no HTTP; then nothing more may be given. */
  execute(bytes: Uint8Array): string | null;
  /** The connection has ended: `onEnd` is told when that ends a message. */
  finish(): void;
  free(): void;
};

export type MessageKind = "request" | "answer";

const types: Record<MessageKind, number> = { request: 1, answer: 2 };
/** What `llhttp_execute` answers after a request that asks for another protocol: whether it gets one, the answer says. */
const upgraded = 22;
const skipBody = 1;
/** Of header names and values in one head; more is taken for an attack on memory. */
const mostHeadBytes = 128 * 1024;
/** A callback's answer that stops the parser. */
const stop = -1;

/** Compiles the module once for this thread. */
export function loadMessageParser(): (kind: MessageKind, sink: MessageSink) => MessageParser {
  const llhttp = new Llhttp(compileLlhttp());
  return (kind, sink) => new Reader(llhttp, kind, sink);
}

/** The module and its memory: used by one parser at a time. */
class Llhttp {
  readonly wasm: LlhttpExports;
  running: Reader | null = null;
  readonly #input: number;
  readonly #methods: string[] = [];
  #memory: Buffer;

  constructor(module: WebAssembly.Module) {
    this.wasm = new WebAssembly.Instance(module, { env: this.#callbacks() }).exports as LlhttpExports;
    this.wasm._initialize();
    this.#input = this.wasm.malloc(inputSize);
    this.#memory = Buffer.from(this.wasm.memory.buffer);
  }

  #callbacks(): Record<string, (parser: number, a: number, b: number, c: number) => number> {
    return {
      wasm_on_message_begin: () => this.running?.begin() ?? 0,
      wasm_on_url: (_parser, at, length) => this.running?.url(this.text(at, length)) ?? 0,
      wasm_on_status: () => 0,
      wasm_on_header_field: (_parser, at, length) => this.running?.name(this.text(at, length)) ?? 0,
      wasm_on_header_value: (_parser, at, length) => this.running?.value(this.text(at, length)) ?? 0,
      wasm_on_headers_complete: (_parser, status, _upgrade, keepAlive) =>
        this.running?.headersComplete(status, keepAlive !== 0) ?? 0,
      wasm_on_body: (_parser, at, length) => {
        this.running?.sink.onBody(this.#view(), at, length);
        return 0;
      },
      wasm_on_message_complete: () => {
        this.running?.sink.onEnd();
        return 0;
      },
    };
  }

  /** Growing the memory detaches the old view. */
  #view(): Buffer {
    if (this.#memory.buffer !== this.wasm.memory.buffer) this.#memory = Buffer.from(this.wasm.memory.buffer);
    return this.#memory;
  }

  text(at: number, length: number): string {
    return this.#view().toString("latin1", at, at + length);
  }

  methodOf(parser: number): string {
    const number = this.wasm.llhttp_get_method(parser);
    const known = this.#methods[number];
    if (known !== undefined) return known;
    const name = this.#textAt(this.wasm.llhttp_method_name(number));
    this.#methods[number] = name;
    return name;
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
    return this.#textAt(this.wasm.llhttp_get_error_reason(parser));
  }

  #textAt(at: number): string {
    const view = this.#view();
    return view.toString("latin1", at, Math.max(at, view.indexOf(0, at)));
  }
}

class Reader implements MessageParser {
  readonly sink: MessageSink;
  readonly #llhttp: Llhttp;
  readonly #parser: number;
  readonly #kind: MessageKind;
  #target = "";
  #headers: [string, string][] = [];
  /** Of the header that is being read; its parts may come in several calls. */
  #name = "";
  #value = "";
  #inValue = false;
  #headBytes = 0;

  constructor(llhttp: Llhttp, kind: MessageKind, sink: MessageSink) {
    this.sink = sink;
    this.#llhttp = llhttp;
    this.#kind = kind;
    this.#parser = llhttp.wasm.llhttp_alloc(types[kind]);
  }

  begin(): number {
    this.#target = "";
    this.#forgetHead();
    this.sink.onBegin();
    return 0;
  }

  #forgetHead(): void {
    this.#headers = [];
    this.#name = "";
    this.#value = "";
    this.#inValue = false;
    this.#headBytes = 0;
  }

  url(part: string): number {
    this.#target += part;
    return this.#fits(part);
  }

  name(part: string): number {
    if (this.#inValue) this.#keepHeader();
    this.#name += part;
    return this.#fits(part);
  }

  value(part: string): number {
    this.#inValue = true;
    this.#value += part;
    return this.#fits(part);
  }

  #fits(part: string): number {
    this.#headBytes += part.length;
    return this.#headBytes > mostHeadBytes ? stop : 0;
  }

  #keepHeader(): void {
    // llhttp leaves spaces at a value's end.
    this.#headers.push([this.#name.toLowerCase(), this.#value.trimEnd()]);
    this.#name = "";
    this.#value = "";
    this.#inValue = false;
  }

  headersComplete(status: number, keepAlive: boolean): number {
    if (this.#name !== "") this.#keepHeader();
    const method = this.#kind === "request" ? this.#llhttp.methodOf(this.#parser) : "";
    const head = { method, target: this.#target, status, headers: this.#headers, keepAlive };
    // What comes after the body, trailers, is no part of the head.
    this.#forgetHead();
    return this.sink.onHead(head) ? skipBody : 0;
  }

  execute(bytes: Uint8Array): string | null {
    this.#llhttp.running = this;
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + inputSize);
      const code = this.#llhttp.execute(this.#parser, part);
      if (code !== 0 && code !== upgraded) return this.#llhttp.reason(this.#parser) || "not HTTP";
      at += code === upgraded ? this.#resume() : part.length;
    }
    return null;
  }

  #resume(): number {
    const used = this.#llhttp.used(this.#parser);
    this.#llhttp.wasm.llhttp_resume_after_upgrade(this.#parser);
    return used;
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
