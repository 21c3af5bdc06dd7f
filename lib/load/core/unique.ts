/** Makes texts that never come twice: `prefix`, then `uniquePrefix`, then a count in base 36. Whoever calls sees to it that no two
 *  runs or threads share a `uniquePrefix`; within one prefix every text then differs, across threads, runs and restarts. */
export function uniqueTexts(uniquePrefix: string): (prefix: string) => string {
  let count = 0;
  return (prefix) => `${prefix}${uniquePrefix}-${(count++).toString(36)}`;
}

/** 32 well-mixed bits of a text: FNV-1a, finished as MurmurHash3 does. Not for secrets. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A version 4 UUID (RFC 9562) of four 32-bit words, 122 bits of which are used. */
export function uuidOf(a: number, b: number, c: number, d: number): string {
  const third = (b & 0xffff0fff) | 0x4000;
  const fourth = (c & 0x3fffffff) | 0x80000000;
  return `${hex(a >>> 24, a >>> 16)}${hex(a >>> 8, a)}-${hex(third >>> 24, third >>> 16)}-${hex(third >>> 8, third)}-${hex(
    fourth >>> 24,
    fourth >>> 16,
  )}-${hex(fourth >>> 8, fourth)}${hex(d >>> 24, d >>> 16)}${hex(d >>> 8, d)}`;
}

function hex(high: number, low: number): string {
  return `${HEX[high & 0xff]}${HEX[low & 0xff]}`;
}
