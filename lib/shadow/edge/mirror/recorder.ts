import type { Readable } from "node:stream";
import { logFault } from "#lib/platform/log.ts";
import { troubleOf } from "#lib/platform/storage-trouble.ts";
import type { Exchange } from "../../core/exchange.ts";
import type { IdEquality } from "../../core/id-equality.ts";
import type { Endpoint } from "../../core/rules.ts";
import { compileSecrets } from "../../core/secret-members.ts";
import { withoutSecrets } from "../../core/without-secrets.ts";
import { FrameStream } from "./exchange-frame.ts";
import type { LearntIds } from "./learnt-ids.ts";
import type { Spool, SpoolFigures } from "./spool.ts";
import { unpackExchange } from "./unpack-body.ts";

/** The other end of the mirror, in a process of its own: takes secrets out, hands exchanges on, and keeps them on disk while nobody takes
 *  them. Nothing that happens here reaches a client. */

/** Takes a batch, or rejects when it cannot be taken now; it is then offered again. The same exchange may come twice after a crash, with the
 *  same id. `ids`: what the two systems call one thing, as far as it was seen. */
export type Deliver = (exchanges: Exchange[], ids: IdEquality) => Promise<void>;

export type RecorderSettings = { redaction: string[]; endpoints: Endpoint[] };

export type RecorderFigures = {
  received: number;
  /** So many of those received, from the first on, are delivered or on disk: what came after them dies with this process. */
  putAway: number;
  delivered: number;
  /** Deliveries fail, or do not keep up: exchanges go to disk. */
  spooling: boolean;
  lastFailure: string | null;
  spool: SpoolFigures;
};

export type RecorderOptions = {
  input: Readable;
  spool: Spool;
  deliver: Deliver;
  ids: LearntIds;
  batch?: number;
  batchMs?: number;
  retryMs?: number;
  /** How long a delivery may still take when all is over; then it goes to disk too. */
  lastDeliveryMs?: number;
};

export type Recorder = {
  figures(): RecorderFigures;
  /** The input has ended, and everything is delivered or on disk. */
  ended: Promise<void>;
};

/** What waits in memory while a delivery is under way. */
const mostWaiting = 4_000;
const mostWaitingBytes = 32 * 1024 * 1024;

export function startRecorder(options: RecorderOptions): Recorder {
  const recorder = new ExchangeRecorder(options);
  return { figures: () => recorder.figures, ended: recorder.ended };
}

class ExchangeRecorder {
  readonly #options: Required<RecorderOptions>;
  readonly #frames = new FrameStream();
  readonly ended: Promise<void>;
  #secrets = compileSecrets([]);
  #waiting: Exchange[] = [];
  #waitingBytes = 0;
  #delivering: { exchanges: Exchange[]; over: Promise<void>; onDisk: boolean; from: number } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #retry: NodeJS.Timeout | null = null;
  #over = false;
  #spooling: boolean;
  #received = 0;
  #delivered = 0;
  #lastFailure: string | null = null;

  constructor(options: RecorderOptions) {
    this.#options = { batch: 250, batchMs: 200, retryMs: 1_000, lastDeliveryMs: 1_000, ...options };
    this.#spooling = !options.spool.isEmpty;
    if (this.#spooling) this.#tryLater();
    const { input } = options;
    input.on("data", (bytes: Buffer) => this.#take(bytes));
    this.ended = new Promise((resolve) => {
      const end = () => void this.#end().then(resolve);
      input.once("end", end);
      input.once("error", end);
    });
  }

  get figures(): RecorderFigures {
    const counts = { received: this.#received, putAway: this.#putAway, delivered: this.#delivered };
    const { spool } = this.#options;
    return { ...counts, spooling: this.#spooling, lastFailure: this.#lastFailure, spool: spool.figures };
  }

  get #putAway(): number {
    const delivering = this.#delivering;
    return delivering === null || delivering.onDisk ? this.#received - this.#waiting.length : delivering.from;
  }

  #take(bytes: Buffer): void {
    const frames = this.#frames.take(bytes);
    if (frames === "broken") throw new Error("the mirror sent what is no frame");
    for (const frame of frames) {
      if (frame.kind === "settings") this.#settle(frame.settings as RecorderSettings);
      else this.#keep(frame.exchange, frame.bytes);
    }
  }

  /** It holds for exchanges that come after it. */
  #settle({ redaction, endpoints }: RecorderSettings): void {
    this.#secrets = compileSecrets(redaction);
    this.#options.ids.settle(endpoints);
  }

  #keep(exchange: Exchange, bytes: number): void {
    this.#received++;
    const unpacked = unpackExchange(exchange);
    this.#options.ids.learn(unpacked);
    this.#waiting.push(withoutSecrets(unpacked, this.#secrets));
    this.#waitingBytes += bytes;
    if (this.#waiting.length >= this.#options.batch) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), this.#options.batchMs);
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#options.ids.keep();
    if (this.#waiting.length === 0) return;
    if (this.#spooling) this.#flushToDisk();
    else if (this.#delivering === null) this.#deliver(this.#takeWaiting());
    else if (this.#waiting.length > mostWaiting || this.#waitingBytes > mostWaitingBytes) this.#goToDisk([]);
  }

  #takeWaiting(): Exchange[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    return waiting;
  }

  #flushToDisk(): void {
    this.#options.spool.append(this.#takeWaiting());
  }

  #deliver(exchanges: Exchange[]): void {
    this.#attempt(exchanges, false, (taken) => {
      if (!taken) this.#goToDisk(exchanges);
      else if (this.#spooling) this.#takeUp();
      else this.#flush();
    });
  }

  #attempt(exchanges: Exchange[], onDisk: boolean, then: (taken: boolean) => void): void {
    // While a batch from memory is under way, what came after it waits behind it.
    const from = this.#received - this.#waiting.length - exchanges.length;
    const over = this.#options.deliver(exchanges, this.#options.ids.equality).then(
      () => {
        this.#delivered += exchanges.length;
        this.#delivering = null;
        then(true);
      },
      (error: unknown) => {
        this.#failed(error);
        this.#delivering = null;
        then(false);
      },
    );
    this.#delivering = { exchanges, over, onDisk, from };
  }

  /** The page says why in words; the log has the fault, once until it is another. */
  #failed(error: unknown): void {
    const said = troubleOf(error).is;
    if (said !== this.#lastFailure) logFault("exchanges could not be recorded; they are kept and tried again", error);
    this.#lastFailure = said;
  }

  #goToDisk(failed: readonly Exchange[]): void {
    this.#spooling = true;
    this.#options.spool.append(failed);
    this.#flushToDisk();
    this.#tryLater();
  }

  #tryLater(): void {
    if (!this.#over)
      this.#retry ??= setTimeout(() => {
        this.#retry = null;
        this.#takeUp();
      }, this.#options.retryMs);
  }

  /** From the disk, oldest first, until nothing is there any more. */
  #takeUp(): void {
    if (this.#delivering !== null || this.#over) return;
    const taken = this.#options.spool.take(this.#options.batch);
    if (taken === null) {
      this.#spooling = false;
      this.#lastFailure = null;
      this.#flush();
      return;
    }
    this.#attempt(taken.exchanges, true, (succeeded) => {
      if (succeeded) taken.done();
      if (succeeded) this.#takeUp();
      else this.#tryLater();
    });
  }

  async #end(): Promise<void> {
    if (this.#delivering === null) this.#flush();
    else this.#flushToDisk();
    this.#over = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#lastDelivery();
    this.#options.spool.close();
  }

  async #lastDelivery(): Promise<void> {
    const delivering = this.#delivering;
    if (delivering === null) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), this.#options.lastDeliveryMs);
    });
    const how = await Promise.race([delivering.over, late]);
    clearTimeout(timer);
    if (how === "late" && !delivering.onDisk) this.#options.spool.append(delivering.exchanges);
  }
}
