import type { Answer, Headers } from "./exchange.ts";

/** What a body is, and its text. The content type decides; without one, a body that begins like JSON is taken for JSON. */
export type BodyKind = "json" | "text" | "bytes" | "nothing";

const jsonType = /[/+]json\b/;
const textType = /^text\/|[/+]xml\b|javascript|x-www-form-urlencoded|ndjson|csv/;

/** A header's value, those that come more than once joined by `, `; null without it. `name` in lower case. */
export function headerOf(headers: Headers, name: string): string | null {
  let value: string | null = null;
  for (const [own, text] of headers) if (own === name) value = value === null ? text : `${value}, ${text}`;
  return value;
}

export function bodyKindOf(answer: Answer): BodyKind {
  if (answer.body.length === 0) return "nothing";
  const type = headerOf(answer.headers, "content-type")?.toLowerCase() ?? "";
  if (jsonType.test(type)) return "json";
  if (textType.test(type)) return "text";
  return type === "" && beginsLikeJson(answer.body.bytes) ? "json" : "bytes";
}

function beginsLikeJson(bytes: Uint8Array | null): boolean {
  const first = bytes?.find((byte) => byte > 0x20);
  return first === 0x7b || first === 0x5b;
}

const utf8 = new TextDecoder();
const charset = /charset\s*=\s*"?([\w-]+)/i;

/** The body as text by its own charset, UTF-8 unless another is named. */
export function textOf(answer: Answer): string {
  const bytes = answer.body.bytes ?? new Uint8Array(0);
  const named = charsetOf(answer);
  return isUtf8(named) ? utf8.decode(bytes) : decoderFor(named).decode(bytes);
}

function charsetOf(answer: Answer): string {
  return charset.exec(headerOf(answer.headers, "content-type") ?? "")?.[1] ?? "utf-8";
}

const isUtf8 = (named: string) => /^utf-?8$/i.test(named);

/** Whether the body says to be UTF-8, or says nothing. */
export function saysUtf8(answer: Answer): boolean {
  return isUtf8(charsetOf(answer));
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return utf8;
  }
}

/** Each byte one character: for texts that are not what their charset says, so that unlike bytes stay unlike. */
export function bytesAsText(answer: Answer): string {
  return new TextDecoder("latin1").decode(answer.body.bytes ?? new Uint8Array(0));
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}
