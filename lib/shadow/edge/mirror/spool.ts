import fs from "node:fs";
import path from "node:path";
import type { Exchange } from "../../core/exchange.ts";
import { exchangeFrame, readFrame } from "./exchange-frame.ts";

/** Exchanges on disk while the database cannot take them: segments of frames, the oldest dropped when there is no more room. Calls block:
 *  it belongs into the recorder's process, where no client waits. */

export type SpoolOptions = {
  folder: string;
  segmentBytes?: number;
  capBytes?: number;
};

/** The oldest exchanges. `done`: they are in the database, and leave the disk. */
export type Taken = { exchanges: Exchange[]; done(): void };

export type SpoolFigures = {
  bytes: number;
  segments: number;
  /** Exchanges that were on disk and had to make room, or could not be written. */
  dropped: number;
  /** Segments whose end was torn (a process or the machine stopped in the middle of writing; what was whole stays), or that are gone. */
  torn: number;
};

const usualSegmentBytes = 16 * 1024 * 1024;
const usualCapBytes = 1024 * 1024 * 1024;
const recordsToSync = 256;
const syncEveryMs = 1_000;
const suffix = ".spool";

type Segment = { number: number; bytes: number };

export class Spool {
  readonly #folder: string;
  readonly #segmentBytes: number;
  readonly #capBytes: number;
  /** Oldest first; the last one is being written while `#file` is open. */
  readonly #segments: Segment[];
  #next: number;
  #file: number | null = null;
  #unsynced = 0;
  #timer: NodeJS.Timeout | null = null;
  #dropped = 0;
  #torn = 0;
  /** Of the oldest segment, what has not been taken yet. */
  #reading: { segment: Segment; rest: Buffer } | null = null;

  /** Takes up what an earlier process left behind; a torn end of its last segment is cut off. */
  constructor({ folder, segmentBytes = usualSegmentBytes, capBytes = usualCapBytes }: SpoolOptions) {
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
    this.#capBytes = capBytes;
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#segments = segmentsIn(folder);
    this.#next = (this.#segments.at(-1)?.number ?? 0) + 1;
    const last = this.#segments.at(-1);
    if (last !== undefined) this.#cutTornEnd(last);
  }

  get isEmpty(): boolean {
    return this.#segments.length === 0;
  }

  get figures(): SpoolFigures {
    const bytes = this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
    return { bytes, segments: this.#segments.length, dropped: this.#dropped, torn: this.#torn };
  }

  append(exchanges: readonly Exchange[]): void {
    for (const exchange of exchanges) {
      try {
        this.#write(exchangeFrame(exchange));
      } catch {
        // A full disk: this one is lost, and the next is tried again.
        this.#dropped++;
      }
    }
    this.#makeRoom();
    if (this.#unsynced >= recordsToSync) this.sync();
    else if (this.#unsynced > 0) this.#timer ??= setTimeout(() => this.sync(), syncEveryMs).unref();
  }

  #write(frame: Buffer): void {
    const open = this.#openSegment(frame.length);
    const before = open.segment.bytes;
    try {
      for (let at = 0; at < frame.length; ) at += fs.writeSync(open.file, frame, at, frame.length - at, before + at);
    } catch (error) {
      // What is left of it is cut, or lies behind the last whole frame.
      fs.ftruncateSync(open.file, before);
      throw error;
    }
    open.segment.bytes += frame.length;
    this.#unsynced++;
  }

  #openSegment(bytes: number): { segment: Segment; file: number } {
    const last = this.#segments.at(-1);
    if (this.#file !== null && last !== undefined && last.bytes + bytes <= this.#segmentBytes)
      return { segment: last, file: this.#file };
    this.#closeFile();
    const segment = { number: this.#next++, bytes: 0 };
    const file = fs.openSync(this.#fileOf(segment), "wx", 0o600);
    this.#segments.push(segment);
    this.#file = file;
    return { segment, file };
  }

  /** To the disk, not only to the kernel. */
  sync(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#unsynced = 0;
    if (this.#file !== null) fs.fdatasyncSync(this.#file);
  }

  #closeFile(): void {
    this.sync();
    if (this.#file !== null) fs.closeSync(this.#file);
    this.#file = null;
  }

  #makeRoom(): void {
    while (this.figures.bytes > this.#capBytes && this.#segments.length > 1) {
      const [oldest] = this.#segments;
      if (oldest === undefined) return;
      const left = this.#reading?.segment === oldest ? this.#reading.rest : this.#read(oldest);
      this.#dropped += countFrames(left).frames;
      this.#remove(oldest);
    }
  }

  /** The oldest exchanges, at most `most`; null when there are none. One at a time: the next after `done`. */
  take(most: number): Taken | null {
    for (let source = this.#source(); source !== null; source = this.#source()) {
      const { exchanges, rest, broken } = takeFrames(source.rest, most);
      if (broken) this.#torn++;
      if (exchanges.length > 0) return { exchanges, done: () => this.#taken(source.segment, broken ? nothing : rest) };
      this.#remove(source.segment);
    }
    return null;
  }

  #source(): { segment: Segment; rest: Buffer } | null {
    const [oldest] = this.#segments;
    if (oldest === undefined) return null;
    if (this.#segments.length === 1) this.#closeFile();
    if (this.#reading?.segment !== oldest) this.#reading = { segment: oldest, rest: this.#read(oldest) };
    return this.#reading;
  }

  #taken(segment: Segment, rest: Buffer): void {
    if (!this.#segments.includes(segment)) return;
    if (rest.length === 0) this.#remove(segment);
    else this.#reading = { segment, rest };
  }

  #remove(segment: Segment): void {
    const place = this.#segments.indexOf(segment);
    if (place === this.#segments.length - 1) this.#closeFile();
    this.#segments.splice(place, 1);
    if (this.#reading?.segment === segment) this.#reading = null;
    fs.rmSync(this.#fileOf(segment), { force: true });
  }

  #cutTornEnd(segment: Segment): void {
    const { whole } = countFrames(this.#read(segment));
    if (whole === segment.bytes) return;
    this.#torn++;
    fs.truncateSync(this.#fileOf(segment), whole);
    segment.bytes = whole;
    if (whole === 0) this.#remove(segment);
  }

  /** Empty when it cannot be read: somebody took it away, or the disk fails. */
  #read(segment: Segment): Buffer {
    try {
      return fs.readFileSync(this.#fileOf(segment));
    } catch {
      this.#torn++;
      return nothing;
    }
  }

  #fileOf({ number }: Segment): string {
    return path.join(this.#folder, `${String(number).padStart(12, "0")}${suffix}`);
  }

  close(): void {
    this.#closeFile();
  }
}

const nothing = Buffer.alloc(0);

function segmentsIn(folder: string): Segment[] {
  const names = fs.readdirSync(folder).filter((name) => /^\d{12}\.spool$/.test(name));
  return names
    .sort()
    .map((name) => ({ number: Number.parseInt(name, 10), bytes: fs.statSync(path.join(folder, name)).size }));
}

function takeFrames(bytes: Buffer, most: number): { exchanges: Exchange[]; rest: Buffer; broken: boolean } {
  const exchanges: Exchange[] = [];
  let rest = bytes;
  while (exchanges.length < most && rest.length > 0) {
    const read = readFrame(rest);
    if (read === null || read === "broken") return { exchanges, rest, broken: true };
    if (read.frame.kind === "exchange") exchanges.push(read.frame.exchange);
    rest = rest.subarray(read.used);
  }
  return { exchanges, rest, broken: false };
}

/** Whole frames from the start, and their bytes. */
function countFrames(bytes: Buffer): { frames: number; whole: number } {
  let [frames, whole] = [0, 0];
  for (let read = readFrame(bytes); read !== null && read !== "broken"; read = readFrame(bytes.subarray(whole))) {
    frames++;
    whole += read.used;
  }
  return { frames, whole };
}
