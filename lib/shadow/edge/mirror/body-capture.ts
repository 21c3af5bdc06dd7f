import { Buffer } from "node:buffer";
import type { CapturedBody } from "../../core/exchange.ts";

/** Bytes of bodies that are held at once, over all connections: many slow clients with large bodies must not fill the memory. */
export class CaptureBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.#left += bytes;
  }

  get left(): number {
    return this.#left;
  }
}

/** One body while it goes by. Over `limit` bytes, or over the budget, what was kept is let go and only the length goes on. */
export class BodyCapture {
  #chunks: Buffer[] = [];
  #held = 0;
  #length = 0;
  #kept = true;
  /** The budget, not the body's own size, was the reason that nothing is kept. */
  starved = false;
  readonly #budget: CaptureBudget;
  readonly #limit: number;

  constructor(budget: CaptureBudget, limit: number) {
    this.#budget = budget;
    this.#limit = limit;
  }

  get length(): number {
    return this.#length;
  }

  /** Copies: a view would keep the parser's memory, or a whole read buffer. */
  add(memory: Uint8Array, at: number, length: number): void {
    this.#length += length;
    if (!this.#kept) return;
    if (this.#length > this.#limit) this.drop();
    else if (!this.#budget.take(length)) this.#starve();
    else {
      this.#held += length;
      this.#chunks.push(Buffer.from(memory.subarray(at, at + length)));
    }
  }

  #starve(): void {
    this.starved = true;
    this.drop();
  }

  /** Nothing more is kept; what was, goes. */
  drop(): void {
    this.#kept = false;
    this.#release();
  }

  #release(): void {
    this.#budget.give(this.#held);
    this.#held = 0;
    this.#chunks = [];
  }

  /** The body as far as it was kept; the budget has its bytes back, who takes it accounts for them. */
  take(): CapturedBody {
    const [only] = this.#chunks;
    const one = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    const body = { bytes: this.#kept ? one : null, length: this.#length };
    this.#release();
    return body;
  }
}
