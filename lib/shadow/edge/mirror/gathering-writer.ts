import { Buffer } from "node:buffer";

/** Gathers small writes into large ones: a system call for each would cost more than all else about it. */

/** One large write. `exchanges`: how many it holds. `slab`: the memory it lies in, where that may be used again afterwards. */
export type Chunk = { bytes: Buffer; exchanges: number; slab: Buffer | null };

const gatherMs = 20;
const slabBytes = 256 * 1024;
/** What fills less of a slab is copied out of it: a chunk may be held for long. */
const littleBytes = slabBytes / 4;
/** Slabs that are kept for the next ones: fresh memory has to be cleared by the kernel. */
const mostFree = 16;

export class GatheringWriter {
  readonly #write: (chunk: Chunk) => void;
  readonly #free: Buffer[] = [];
  #slab: Buffer = Buffer.allocUnsafeSlow(slabBytes);
  #used = 0;
  #exchanges = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(write: (chunk: Chunk) => void) {
    this.#write = write;
  }

  /** A place for an exchange of `length` bytes that the caller fills at once; null where it does not fit into one write. */
  place(length: number): { slab: Buffer; at: number } | null {
    if (length > slabBytes - this.#used) this.flush();
    if (length > slabBytes) return null;
    const at = this.#used;
    this.#used += length;
    this.#exchanges++;
    this.#timer ??= setTimeout(() => this.flush(), gatherMs);
    return { slab: this.#slab, at };
  }

  /** An exchange that fits into no place, after all that came before. It must not change afterwards. */
  writeAlone(bytes: Buffer): void {
    this.flush();
    this.#write({ bytes, exchanges: 1, slab: null });
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#used === 0) return;
    const [slab, filled, exchanges] = [this.#slab, this.#slab.subarray(0, this.#used), this.#exchanges];
    const isLittle = this.#used < littleBytes;
    if (!isLittle) this.#slab = this.#free.pop() ?? Buffer.allocUnsafeSlow(slabBytes);
    this.#used = 0;
    this.#exchanges = 0;
    this.#write(isLittle ? { bytes: Buffer.from(filled), exchanges, slab: null } : { bytes: filled, exchanges, slab });
  }

  /** Nobody reads this memory any more. */
  reuse(slab: Buffer): void {
    if (this.#free.length < mostFree) this.#free.push(slab);
  }
}
