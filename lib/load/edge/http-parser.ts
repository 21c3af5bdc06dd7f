import { createRequire } from "node:module";

/** llhttp, the parser that Node itself trusts, as WebAssembly in undici's build: one module a thread, one small state a connection. */

/** Told about an answer while its bytes are parsed. Interim (1xx) answers are not told. */
export type AnswerSink = {
  /** True when the answer has no body whatever its headers say (to HEAD). */
  onHead(status: number, keepAlive: boolean): boolean;
  /** `bytes` is only good during the call. */
  onBody(bytes: Uint8Array): void;
  onEnd(): void;
};

export type Parser = {
  /** Null, or why the bytes are no HTTP answer; bytes after the end of the answer count as such. */
  execute(bytes: Uint8Array): string | null;
  /** The connection has ended: null when that ends the answer, else what is missing. */
  finish(): string | null;
  free(): void;
};

type Exports = {
  memory: WebAssembly.Memory;
  _initialize(): void;
  llhttp_alloc(type: number): number;
  llhttp_free(parser: number): void;
  llhttp_execute(parser: number, at: number, length: number): number;
  llhttp_finish(parser: number): number;
  llhttp_resume(parser: number): void;
  llhttp_get_error_pos(parser: number): number;
  llhttp_get_error_reason(parser: number): number;
  malloc(size: number): number;
};

const typeResponse = 2;
/** A callback's answer that stops the parser at the end of a message, and what `llhttp_execute` then answers. */
const paused = 21;
const inputSize = 64 * 1024;
const needed = [
  "llhttp_resume",
  "llhttp_get_error_pos",
  "llhttp_get_error_reason",
  "memory",
  "_initialize",
  "llhttp_alloc",
  "llhttp_free",
  "llhttp_execute",
  "llhttp_finish",
  "malloc",
];

/** Compiles the module once for this thread. Throws when undici's build has changed its shape: the version is pinned for this reason. */
export function loadParser(): (sink: AnswerSink) => Parser {
  const bytes: Uint8Array<ArrayBuffer> = createRequire(import.meta.url)("undici/lib/llhttp/llhttp-wasm.js");
  const module = new WebAssembly.Module(bytes);
  const there = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const missing = needed.filter((name) => !there.has(name));
  if (missing.length > 0)
    throw new Error(`undici's HTTP parser has changed (${missing.join(", ")} missing); pin its version.`);
  return parserFactory(module);
}

function parserFactory(module: WebAssembly.Module): (sink: AnswerSink) => Parser {
  const sinks = new Map<number, AnswerSink>();
  const statuses = new Map<number, number>();
  const nothing = () => 0;
  const env = {
    wasm_on_message_begin: nothing,
    wasm_on_url: nothing,
    wasm_on_status: nothing,
    wasm_on_header_field: nothing,
    wasm_on_header_value: nothing,
    wasm_on_headers_complete: (parser: number, status: number, _upgrade: number, keepAlive: number) => {
      statuses.set(parser, status);
      if (status < 200) return status === 101 ? 2 : 0;
      return sinks.get(parser)?.onHead(status, keepAlive !== 0) ? 1 : 0;
    },
    wasm_on_body: (parser: number, at: number, length: number) => {
      sinks.get(parser)?.onBody(view().subarray(at, at + length));
      return 0;
    },
    wasm_on_message_complete: (parser: number) => {
      if ((statuses.get(parser) ?? 0) < 200) return 0;
      sinks.get(parser)?.onEnd();
      return paused;
    },
  };
  const wasm = new WebAssembly.Instance(module, { env }).exports as Exports;
  wasm._initialize();
  const input = wasm.malloc(inputSize);
  let memory = new Uint8Array(wasm.memory.buffer);
  /** Growing the memory detaches the old view. */
  const view = () => {
    if (memory.buffer !== wasm.memory.buffer) memory = new Uint8Array(wasm.memory.buffer);
    return memory;
  };
  const reason = (parser: number) => {
    const at = wasm.llhttp_get_error_reason(parser);
    const text = view().subarray(at, at + 200);
    return Buffer.from(text.subarray(0, Math.max(0, text.indexOf(0)))).toString("latin1");
  };

  return (sink) => {
    const parser = wasm.llhttp_alloc(typeResponse);
    sinks.set(parser, sink);
    return {
      execute(bytes) {
        for (let at = 0; at < bytes.length; at += inputSize) {
          const part = bytes.length <= inputSize ? bytes : bytes.subarray(at, at + inputSize);
          view().set(part, input);
          const code = wasm.llhttp_execute(parser, input, part.length);
          if (code === 0) continue;
          if (code !== paused) return reason(parser) || "not an HTTP answer";
          const whole = at + wasm.llhttp_get_error_pos(parser) - input === bytes.length;
          wasm.llhttp_resume(parser);
          return whole ? null : "bytes after the end of the answer";
        }
        return null;
      },
      finish: () => (wasm.llhttp_finish(parser) === 0 ? null : "the connection ended before the answer was whole"),
      free: () => {
        sinks.delete(parser);
        statuses.delete(parser);
        wasm.llhttp_free(parser);
      },
    };
  };
}
