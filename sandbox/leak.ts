/// <reference lib="es2024.arraybuffer" />
import { mostLeakedMiB } from "#lib/practice/core/faults.ts";

const mib = 1024 * 1024;

/** Memory that requests leave behind: really held, so that the process's own figures rise, bounded, and given back at once. */
export class Leak {
  // One that grows and shrinks in place: what was many small ones would come back only when a garbage collection likes.
  readonly #held = new ArrayBuffer(0, { maxByteLength: mostLeakedMiB * mib });

  get bytes(): number {
    return this.#held.byteLength;
  }

  /** Of what goes beyond the bound nothing is held. */
  hold(kib: number): void {
    const from = this.bytes;
    this.#held.resize(Math.min(from + Math.round(kib * 1024), this.#held.maxByteLength));
    // Memory that was never written to is not there yet.
    new Uint8Array(this.#held, from).fill(1);
  }

  free(): void {
    this.#held.resize(0);
  }
}
