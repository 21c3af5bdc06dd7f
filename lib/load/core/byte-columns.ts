/** Columns of figures as bytes and back. Equal figures stand beside each other, so that a general compressor finds them. */

const numberBytes = 8;
const more = 0x80;

export class ByteWriter {
  #bytes = new Uint8Array(4_096);
  #length = 0;

  /** A whole number from 0 to 2^53 − 1, small ones in one byte. Anything else is refused with a RangeError. */
  whole(value: number): void {
    if (!(Number.isSafeInteger(value) && value >= 0)) throw new RangeError(`${value} is no whole number`);
    let rest = value;
    for (; rest >= more; rest = Math.floor(rest / more)) this.#push((rest % more) | more);
    this.#push(rest);
  }

  /** How many follow, then they. */
  wholes(values: readonly number[]): void {
    this.whole(values.length);
    for (const value of values) this.whole(value);
  }

  /** Any numbers, to the bit: all first bytes, then all second bytes, and so on. */
  numbers(values: readonly number[]): void {
    this.whole(values.length);
    const view = new DataView(new ArrayBuffer(values.length * numberBytes));
    for (const [at, value] of values.entries()) view.setFloat64(at * numberBytes, value);
    for (let plane = 0; plane < numberBytes; plane++)
      for (let at = 0; at < values.length; at++) this.#push(view.getUint8(at * numberBytes + plane));
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.whole(bytes.length);
    for (const byte of bytes) this.#push(byte);
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const wider = new Uint8Array(this.#length * 2);
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes[this.#length++] = byte;
  }
}

/** Reads what a `ByteWriter` wrote, in the same order. Throws a RangeError where bytes are missing. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  whole(): number {
    let value = 0;
    for (let scale = 1; ; scale *= more) {
      const byte = this.#byte();
      value += (byte & (more - 1)) * scale;
      if (byte < more) return value;
    }
  }

  wholes(): number[] {
    const values: number[] = [];
    for (let left = this.#size(1); left > 0; left--) values.push(this.whole());
    return values;
  }

  numbers(): number[] {
    const n = this.#size(numberBytes);
    const view = new DataView(new ArrayBuffer(n * numberBytes));
    for (let plane = 0; plane < numberBytes; plane++)
      for (let at = 0; at < n; at++) view.setUint8(at * numberBytes + plane, this.#byte());
    return Array.from({ length: n }, (_, at) => view.getFloat64(at * numberBytes));
  }

  text(): string {
    const n = this.#size(1);
    const bytes = this.#bytes.subarray(this.#at, this.#at + n);
    this.#at += n;
    return new TextDecoder().decode(bytes);
  }

  /** Throws when something is left over. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new RangeError("the block goes on after its end");
  }

  /** A number of things that the bytes left can hold, so that bad bytes ask for no memory. */
  #size(bytesEach: number): number {
    const n = this.whole();
    if (n * bytesEach > this.#bytes.length - this.#at) throw new RangeError("the block is cut off");
    return n;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError("the block is cut off");
    return byte;
  }
}
