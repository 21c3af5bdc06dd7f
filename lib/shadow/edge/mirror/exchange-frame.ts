import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import type { Answer, CapturedBody, Exchange } from "../../core/exchange.ts";
import type { GatheringWriter } from "./gathering-writer.ts";
import { passedBodies, passedText, readPassed } from "./passed-exchange.ts";

/** Exchanges as bytes. In the spool: length, checksum, kind, then a JSON head and the bodies as they are. On the way to the recorder: length
 *  with its highest bit set, length of the text, text, bodies. All numbers are big-endian. */

/** Length and checksum (CRC-32 of what follows), each 4 bytes. */
const prefixBytes = 8;
const kinds = { exchange: 1, settings: 2 } as const;
/** A length above this is no length. */
const mostFrameBytes = 64 * 1024 * 1024;
/** In the length of what was passed on: a pipe loses nothing, so it has no checksum. */
const passedMark = 0x8000_0000;

export type Frame = { kind: "exchange"; exchange: Exchange; bytes: number } | { kind: "settings"; settings: unknown };

type ReadFrame = { frame: Frame; used: number } | "broken" | null;

type BodyHead = { length: number; kept: number | null };
type AnswerHead = Omit<Answer, "body"> & { body: BodyHead };
type Head = Omit<Exchange, "requestBody" | "legacy" | "candidate" | "twin"> & {
  requestBody: BodyHead;
  legacy: AnswerHead | null;
  candidate: AnswerHead | null;
  twin: AnswerHead | null;
};

/** To the recorder: what it costs, clients wait for. */
export function passExchange(writer: GatheringWriter, exchange: Exchange): void {
  const text = passedText(exchange);
  const bodies = passedBodies(exchange);
  let length = prefixBytes + text.length;
  for (const body of bodies) length += body.length;
  const place = writer.place(length);
  const { slab, at: start } = place ?? { slab: Buffer.allocUnsafe(length), at: 0 };
  slab.writeUInt32BE(passedMark + length - prefixBytes, start);
  slab.writeUInt32BE(text.length, start + 4);
  let at = start + prefixBytes;
  at += slab.write(text, at, "latin1");
  for (const body of bodies) {
    slab.set(body, at);
    at += body.length;
  }
  if (place === null) writer.writeAlone(slab);
}

function passedFrame(bytes: Buffer): ReadFrame {
  const used = prefixBytes + bytes.readUInt32BE(0) - passedMark;
  if (used - prefixBytes > mostFrameBytes) return "broken";
  if (bytes.length < used) return null;
  const textEnd = prefixBytes + bytes.readUInt32BE(4);
  try {
    const exchange = readPassed(bytes.toString("latin1", prefixBytes, textEnd), bytes.subarray(textEnd, used));
    return { frame: { kind: "exchange", exchange, bytes: used }, used };
  } catch {
    return "broken";
  }
}

export function exchangeFrame(exchange: Exchange): Buffer {
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
  return frameOf(kinds.exchange, [length, text, ...bodies]);
}

/** What the recorder is told between exchanges: it holds for those that follow. */
export function settingsFrame(settings: unknown): Buffer {
  return frameOf(kinds.settings, [Buffer.from(JSON.stringify(settings), "utf8")]);
}

function frameOf(kind: number, parts: readonly Uint8Array[]): Buffer {
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
  return Buffer.concat([prefix, ...payload]);
}

/** The frame at the start of `bytes`; null while it is not all there; "broken" when it is none. */
export function readFrame(bytes: Buffer): ReadFrame {
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
    for (let read = nextFrame(rest); read !== null; read = nextFrame(rest)) {
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
    this.#needed = rest.length < prefixBytes ? prefixBytes : prefixBytes + (rest.readUInt32BE(0) % passedMark);
  }
}

function nextFrame(bytes: Buffer): ReadFrame {
  const isPassed = bytes.length >= prefixBytes && bytes.readUInt32BE(0) >= passedMark;
  return isPassed ? passedFrame(bytes) : readFrame(bytes);
}
