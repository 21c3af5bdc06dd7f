/** Where the tokens of a JSON text end, told from its bytes, as RFC 8259 has them. -1: no such token begins here. */

export const quote = 0x22;
export const backslash = 0x5c;
const minus = 0x2d;
const zero = 0x30;

/** Bytes of a string that mean only themselves: ASCII without quotes, backslashes and control characters. */
const plain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== quote && byte !== backslash ? 1 : 0,
);

export const isPlain = (byte: number) => plain[byte] === 1;

/** The end of the string, number, `true`, `false` or `null` that begins at `at`. */
export function scalarEnd(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first === quote) return stringEnd(bytes, at);
  return first === minus || isDigit(first) ? numberEnd(bytes, at) : wordEnd(bytes, at);
}

/** Also -1 where it is no UTF-8, and where it holds U+FFFD: a text with that may be one that was broken before. */
export function stringEnd(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && at !== -1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) return at + 1;
    if (plain[byte] === 1) at++;
    else if (byte === backslash) at = escapeEnd(bytes, at);
    else at = sequenceEnd(bytes, at);
  }
  return -1;
}

const shortEscapes = new Set([...'"\\/bfnrt'].map((sign) => sign.charCodeAt(0)));

function escapeEnd(bytes: Uint8Array, at: number): number {
  const sign = bytes[at + 1] ?? 0;
  if (shortEscapes.has(sign)) return at + 2;
  if (sign !== 0x75) return -1;
  for (let digit = at + 2; digit < at + 6; digit++) if (!isHexDigit(bytes[digit] ?? 0)) return -1;
  return at + 6;
}

/** One character of two to four bytes: the table of well-formed sequences in the Unicode standard (3-7). */
function sequenceEnd(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if (first < 0xc2 || first > 0xf4 || !followsAsSecond(first, second)) return -1;
  if (first === 0xef && second === 0xbf && bytes[at + 2] === 0xbd) return -1;
  const end = at + (first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
  for (let more = at + 2; more < end; more++) if (((bytes[more] ?? 0) & 0xc0) !== 0x80) return -1;
  return end;
}

function followsAsSecond(first: number, second: number): boolean {
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  return second >= least && second <= most;
}

function numberEnd(bytes: Uint8Array, start: number): number {
  const whole = bytes[start] === minus ? start + 1 : start;
  let end = bytes[whole] === zero ? whole + 1 : digitsEnd(bytes, whole);
  if (end !== -1 && bytes[end] === 0x2e) end = digitsEnd(bytes, end + 1);
  if (end === -1 || ((bytes[end] ?? 0) | 0x20) !== 0x65) return end;
  const sign = bytes[end + 1];
  return digitsEnd(bytes, end + (sign === 0x2b || sign === minus ? 2 : 1));
}

function digitsEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && isDigit(bytes[at] ?? 0)) at++;
  return at === start ? -1 : at;
}

const [yes, no, nothing] = ["true", "false", "null"].map((word) => new TextEncoder().encode(word));

function wordEnd(bytes: Uint8Array, at: number): number {
  const word = (bytes[at] === 0x74 ? yes : bytes[at] === 0x66 ? no : nothing) ?? new Uint8Array(0);
  for (let place = 0; place < word.length; place++) if (bytes[at + place] !== word[place]) return -1;
  return at + word.length;
}

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
const isHexDigit = (byte: number) => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
