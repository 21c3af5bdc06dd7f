import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import type { Answer, CapturedBody, Exchange } from "../../core/exchange.ts";

/** Exchanges as bytes, on the way to the recorder and in the spool: length, checksum, kind, then a JSON head and the bodies as they are.
 *  All numbers are big-endian. */

/** Length and checksum (CRC-32 of what follows), each 4 bytes. */
const prefixBytes = 8;
const kinds = { exchange: 1, settings: 2 } as const;
/** A length above this is no length. */
const mostFrameBytes = 64 * 1024 * 1024;

export type Frame = { kind: "exchange"; exchange: Exchange; bytes: number } | { kind: "settings"; settings: unknown };

type BodyHead = { length: number; kept: number | null };
type AnswerHead = Omit<Answer, "body"> & { body: BodyHead };
type Head = Omit<Exchange, "requestBody" | "legacy" | "candidate" | "twin"> & {
  requestBody: BodyHead;
  legacy: AnswerHead | null;
  candidate: AnswerHead | null;
  twin: AnswerHead | null;
};

export function exchangeFrame(exchange: Exchange): Buffer {
  return Buffer.concat(exchangeFrameParts(exchange));
}

/** The same in parts, the bodies where they are: for who copies them on anyway. */
export function exchangeFrameParts(exchange: Exchange): Uint8Array[] {
  const bodies: Uint8Array[] = [];
  const body = ({ bytes, length }: CapturedBody): BodyHead => {
    if (bytes !== null) bodies.push(bytes);
    return { length, kept: bytes?.length ?? null };
  };
  const answer = (one: Answer | null): AnswerHead | null => one && { ...one, body: body(one.body) };
  const { requestBody, legacy, candidate, twin } = exchange;
  const head: Head = {
    ...exchange,
    requestBody: body(requestBody),
    ...{ legacy: answer(legacy), candidate: answer(candidate), twin: answer(twin) },
  };
  const text = Buffer.from(JSON.stringify(head), "utf8");
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(text.length);
  return frameParts(kinds.exchange, [length, text, ...bodies]);
}

/** What the recorder is told between exchanges: it holds for those that follow. */
export function settingsFrame(settings: unknown): Buffer {
  return Buffer.concat(frameParts(kinds.settings, [Buffer.from(JSON.stringify(settings), "utf8")]));
}

function frameParts(kind: number, parts: readonly Uint8Array[]): Uint8Array[] {
  const payload = [Uint8Array.of(kind), ...parts];
  const prefix = Buffer.allocUnsafe(prefixBytes);
  prefix.writeUInt32BE(
    payload.reduce((sum, part) => sum + part.length, 0),
    0,
  );
  prefix.writeUInt32BE(
    payload.reduce((sum, part) => crc32(part, sum), 0),
    4,
  );
  return [prefix, ...payload];
}

/** The frame at the start of `bytes`; null while it is not all there; "broken" when it is none. */
export function readFrame(bytes: Buffer): { frame: Frame; used: number } | "broken" | null {
  if (bytes.length < prefixBytes) return null;
  const length = bytes.readUInt32BE(0);
  if (length < 1 || length > mostFrameBytes) return "broken";
  const used = prefixBytes + length;
  if (bytes.length < used) return null;
  const payload = bytes.subarray(prefixBytes, used);
  if (crc32(payload) !== bytes.readUInt32BE(4)) return "broken";
  const frame = parsePayload(payload);
  return frame === null ? "broken" : { frame, used };
}

function parsePayload(payload: Buffer): Frame | null {
  try {
    if (payload[0] === kinds.settings) return { kind: "settings", settings: JSON.parse(payload.toString("utf8", 1)) };
    return payload[0] === kinds.exchange
      ? { kind: "exchange", exchange: parseExchange(payload), bytes: payload.length + prefixBytes }
      : null;
  } catch {
    return null;
  }
}

function parseExchange(payload: Buffer): Exchange {
  const headEnd = 5 + payload.readUInt32BE(1);
  const head: Head = JSON.parse(payload.toString("utf8", 5, headEnd));
  let at = headEnd;
  const body = ({ length, kept }: BodyHead): CapturedBody => {
    if (kept === null) return { bytes: null, length };
    at += kept;
    if (at > payload.length) throw new RangeError("a body is longer than its frame");
    return { bytes: payload.subarray(at - kept, at), length };
  };
  const answer = (one: AnswerHead | null): Answer | null => one && { ...one, body: body(one.body) };
  const requestBody = body(head.requestBody);
  const legacy = answer(head.legacy);
  const candidate = answer(head.candidate);
  return { ...head, requestBody, legacy, candidate, twin: answer(head.twin) };
}

/** Takes bytes as they come and tells whole frames. After "broken" nothing more can be read of this stream. */
export class FrameStream {
  #parts: Buffer[] = [];
  #length = 0;
  #needed = prefixBytes;

  take(bytes: Buffer): Frame[] | "broken" {
    this.#parts.push(bytes);
    this.#length += bytes.length;
    if (this.#length < this.#needed) return [];
    let rest = this.#parts.length === 1 ? bytes : Buffer.concat(this.#parts);
    const frames: Frame[] = [];
    for (let read = readFrame(rest); read !== null; read = readFrame(rest)) {
      if (read === "broken") return "broken";
      frames.push(read.frame);
      rest = rest.subarray(read.used);
    }
    this.#keep(rest);
    return frames;
  }

  #keep(rest: Buffer): void {
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
    this.#needed = rest.length < prefixBytes ? prefixBytes : prefixBytes + rest.readUInt32BE(0);
  }
}
