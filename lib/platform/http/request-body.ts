import { type Refused, refuse } from "../result.ts";

export const defaultBodyBytes = 1024 * 1024;
/** Beyond its limit a body is read on and thrown away up to here, so that the sender gets to read the answer. */
const drainBytes = 32 * 1024 * 1024;

export type BodyRefused = Refused<"body-too-large" | "body-broken-off" | "body-not-json" | "json-broken">;
type Bytes = { ok: true; bytes: Uint8Array<ArrayBuffer> };

/** Reads a body of at most `limit` bytes. */
export async function readBytes(request: Request, limit: number): Promise<Bytes | BodyRefused> {
  const kept: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of chunksOf(request)) {
      length += chunk.byteLength;
      if (length <= limit) kept.push(chunk);
      else kept.length = 0;
      if (length > drainBytes) break;
    }
  } catch {
    return refuse("body-broken-off");
  }
  if (length > limit) return refuse("body-too-large", { says: { limit: sizeText(limit) } });
  return { ok: true, bytes: joined(kept, length) };
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    reader.releaseLock();
  }
}

function joined(chunks: Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** Reads a JSON body. Other content types are refused: a form of another site cannot send `application/json` unasked. */
export async function readJson(request: Request, limit: number): Promise<{ ok: true; value: unknown } | BodyRefused> {
  const read = await readBytes(request, limit);
  if (!read.ok) return read;
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) return refuse("body-not-json");
  try {
    return { ok: true, value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(read.bytes)) };
  } catch (error) {
    return refuse("json-broken", { says: { mistake: mistakeIn(error) } });
  }
}

/** What the parser says, without what was sent: it may hold a password. */
function mistakeIn(error: unknown): string {
  if (!(error instanceof SyntaxError)) return "it is not UTF-8 text";
  const position = /at position \d+(?: \(line \d+ column \d+\))?/.exec(error.message)?.[0];
  return position === undefined ? "it ends too early or is empty" : `mistake ${position}`;
}

function sizeText(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MiB` : `${Math.round(bytes / 1024)} KiB`;
}
