import { Buffer } from "node:buffer";
import type { Writable } from "node:stream";

/** Gathers small writes into large ones: a system call for each would cost more than all else about it. */

const gatherMs = 20;
const slabBytes = 256 * 1024;
/** Slabs that are kept for the next ones: fresh memory has to be cleared by the kernel. */
const mostFree = 4;

export class GatheringWriter {
  readonly #to: Writable;
  readonly #free: Buffer[] = [];
  #slab: Buffer = Buffer.allocUnsafeSlow(slabBytes);
  #used = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(to: Writable) {
    this.#to = to;
  }

  /** A place for `length` bytes that the caller fills at once; null where they do not fit into one write. */
  place(length: number): { slab: Buffer; at: number } | null {
    if (length > slabBytes - this.#used) this.flush();
    if (length > slabBytes) return null;
    const at = this.#used;
    this.#used += length;
    this.#timer ??= setTimeout(() => this.flush(), gatherMs);
    return { slab: this.#slab, at };
  }

  /** What fits into no place, after all that came before. It must not change afterwards. */
  writeAlone(bytes: Buffer): void {
    this.flush();
    if (this.#to.writable) this.#to.write(bytes);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#used === 0) return;
    const slab = this.#slab;
    const used = this.#used;
    this.#slab = this.#free.pop() ?? Buffer.allocUnsafeSlow(slabBytes);
    this.#used = 0;
    if (this.#to.writable) this.#to.write(slab.subarray(0, used), () => this.#keep(slab));
  }

  #keep(slab: Buffer): void {
    if (this.#free.length < mostFree) this.#free.push(slab);
  }
}
