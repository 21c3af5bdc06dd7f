import { createRequire } from "node:module";

/** undici's build of llhttp as WebAssembly: what it gives, checked when it is compiled. */

export type LlhttpExports = {
  memory: WebAssembly.Memory;
  _initialize(): void;
  llhttp_alloc(type: number): number;
  llhttp_free(parser: number): void;
  llhttp_execute(parser: number, at: number, length: number): number;
  llhttp_finish(parser: number): number;
  llhttp_resume(parser: number): void;
  llhttp_resume_after_upgrade(parser: number): void;
  llhttp_get_method(parser: number): number;
  llhttp_method_name(method: number): number;
  llhttp_get_error_pos(parser: number): number;
  llhttp_get_error_reason(parser: number): number;
  malloc(size: number): number;
};

/** How many bytes a parser is given at most at once. */
export const inputSize = 64 * 1024;
const needed = [
  "llhttp_resume",
  "llhttp_resume_after_upgrade",
  "llhttp_get_method",
  "llhttp_method_name",
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

/** For this thread. Throws when undici's build has changed its shape: the version is pinned for this reason. */
export function compileLlhttp(): WebAssembly.Module {
  const bytes: Uint8Array<ArrayBuffer> = createRequire(import.meta.url)("undici/lib/llhttp/llhttp-wasm.js");
  const module = new WebAssembly.Module(bytes);
  const there = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const missing = needed.filter((name) => !there.has(name));
  if (missing.length > 0)
    throw new Error(`undici's HTTP parser has changed (${missing.join(", ")} missing); pin its version.`);
  return module;
}
