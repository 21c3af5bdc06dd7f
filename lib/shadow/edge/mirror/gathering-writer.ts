import { Buffer } from "node:buffer";
import type { Writable } from "node:stream";

/** Gathers small writes into large ones: a system call for each would cost more than all else about it. */

const gatherMs = 20;
const slabBytes = 256 * 1024;

export class GatheringWriter {
  readonly #to: Writable;
  #slab = Buffer.allocUnsafeSlow(slabBytes);
  #used = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(to: Writable) {
    this.#to = to;
  }

  /** Copies; what was given may change or go afterwards. */
  write(parts: readonly Uint8Array[]): void {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    if (length > slabBytes - this.#used) this.flush();
    if (length > slabBytes) {
      this.#to.write(Buffer.concat(parts));
      return;
    }
    for (const part of parts) {
      this.#slab.set(part, this.#used);
      this.#used += part.length;
    }
    this.#timer ??= setTimeout(() => this.flush(), gatherMs);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#used === 0) return;
    if (this.#to.writable) this.#to.write(this.#slab.subarray(0, this.#used));
    this.#slab = Buffer.allocUnsafeSlow(slabBytes);
    this.#used = 0;
  }
}
