import type { Chunk } from "./gathering-writer.ts";

/** What so many recorders died of, one after the other, is not given to yet another one. */
const mostFruitless = 3;

/** What the recorder was given and has not put away yet: when it dies, the next one gets it again. Bounded; the oldest is let go first. */
export class HeldChunks {
  readonly #mostBytes: number;
  readonly #onFree: (slab: Buffer) => void;
  #chunks: Chunk[] = [];
  #bytes = 0;
  /** Exchanges before the oldest one held. */
  #from = 0;
  #putAway = 0;
  /** Recorders since anything was put away. */
  #fruitless = 0;

  constructor(mostBytes: number, onFree: (slab: Buffer) => void) {
    this.#mostBytes = mostBytes;
    this.#onFree = onFree;
  }

  add(chunk: Chunk): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.bytes.length;
    while (this.#bytes > this.#mostBytes) this.#shift();
  }

  /** So many exchanges of all that were ever added are put away. */
  putAway(exchanges: number): void {
    if (!(exchanges > this.#putAway)) return;
    this.#putAway = exchanges;
    this.#fruitless = 0;
    for (let [first] = this.#chunks; first && this.#from + first.exchanges <= exchanges; [first] = this.#chunks) {
      this.#shift();
      if (first.slab !== null) this.#onFree(first.slab);
    }
  }

  #shift(): void {
    const first = this.#chunks.shift();
    this.#bytes -= first?.bytes.length ?? 0;
    this.#from += first?.exchanges ?? 0;
  }

  /** The recorder is gone: what a new one has to be given, how many exchanges came before it, and how many of those nobody put away. */
  restart(): { chunks: readonly Chunk[]; from: number; lost: number } {
    if (++this.#fruitless > mostFruitless) while (this.#chunks.length > 0) this.#shift();
    const lost = Math.max(0, this.#from - this.#putAway);
    this.#putAway = Math.max(this.#putAway, this.#from);
    return { chunks: [...this.#chunks], from: this.#from, lost };
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }
}
