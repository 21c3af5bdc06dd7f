import type { DifferenceKind } from "../difference.ts";
import type { NoiseEvidence } from "../noise.ts";

/** Evidence of two hundred exchanges, three seconds apart, from what each side says in each. */

export const start = 1_714_557_600_000;
export const iso = (ms: number) => new Date(ms).toISOString();
export const noZeros = (n: number) =>
  `${String(n * 7919 + 1).padStart(8, "1")}-9dc0-41d1-b245-${String(n).padStart(12, "0")}`;
export const token = (n: number) =>
  `aB${(n * 48271 + 1e9).toString(36)}Z9${(n * 7919 + 1e9).toString(36).toUpperCase()}xyz${n % 10}`;
/** Some jitter that does not repeat quickly. */
export const jitter = (n: number, most: number) => (n * 7919) % most;

/** Signs that have nothing to do with those of another number. */
export function random(
  n: number,
  length: number,
  signs = "ABCDEFGHJKMNPQRSTVWXYZabcdefghijkmnpqrstuvwxyz0123456789",
): string {
  let state = Math.imul(n + 1, 2654435761) >>> 0;
  const next = () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x6d2b79f5;
    return (state ^ (state >>> 13)) >>> 0;
  };
  return Array.from({ length }, () => signs[next() % signs.length]).join("");
}
/** `9F3A:C01B22:8D30`. */
export const groups = (n: number) =>
  [4, 6, 4].map((length, place) => random(n * 7 + place, length, "0123456789ABCDEF")).join(":");
/** Eight bytes, as SQL servers number their writes. */
export const rowVersion = (n: number) => btoa(String.fromCharCode(0, 0, 0, 0, 0, 0, n >> 8, n & 255));

export type Pair = (n: number) => [legacy: unknown, candidate: unknown];

export function evidence(path: string, pair: Pair, parts: Partial<NoiseEvidence> = {}): NoiseEvidence {
  const samples = Array.from({ length: 200 }, (_, n) => {
    const [legacy, candidate] = pair(n);
    return { legacy: JSON.stringify(legacy), candidate: JSON.stringify(candidate), at: start + n * 3000 };
  });
  const kind: DifferenceKind = path.startsWith("header:") ? "header" : "value";
  return {
    endpoint: "GET /lots/{id}",
    path,
    kind,
    shape: "",
    differing: 200,
    compared: 200,
    samples,
    twin: null,
    ...parts,
  };
}
