import { changingPartOf, isUuid } from "./changing-part.ts";
import type { Json } from "./json-value.ts";
import type { TimedSample } from "./noise-times.ts";

/** Texts that a system makes up for itself: told by what they are made of, and by the two sides knowing nothing of each other. */

const anyUuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** UUIDs on both sides, bare or in the same words: `urn:uuid:…`. */
export function isUuidPair(legacy: Json, candidate: Json): boolean {
  if (typeof legacy !== "string" || typeof candidate !== "string") return false;
  if (isUuid(legacy) && isUuid(candidate)) return true;
  const [left, right] = [legacy.replace(anyUuid, "*"), candidate.replace(anyUuid, "*")];
  return left === right && left.includes("*") && left.length <= 40;
}

/** Hexadecimal, ULID or base64 of a length that nobody types. */
export function isRandomText(text: string): boolean {
  const bare = text.replace(/^(?:W\/)?"|"$/g, "").replace(/^[a-z]{2,8}_/, "");
  if (changingPartOf(bare) === "hash") return true;
  const isMixed = /\d/.test(bare) && /[a-z]/.test(bare) && /[A-Z]/.test(bare);
  return bare.length >= 16 && isMixed && /^[\w+/=.-]+$/.test(bare) && !/^\d{4}-/.test(bare);
}

/** Beginnings and ends that agree make up so much of two tokens at most: more, and one is the other, changed. Two that carry the same claims
 *  agree in two thirds. */
const mostAlike = 0.8;

/** Whether most pairs are one text with a few signs changed: cut, mistyped, its version counted up. */
export function areNearlyEqual(samples: readonly TimedSample[]): boolean {
  const alike = samples.filter(({ legacy, candidate }) => isNearlyEqual(String(legacy), String(candidate)));
  return alike.length > samples.length / 2;
}

function isNearlyEqual(left: string, right: string): boolean {
  const most = Math.min(left.length, right.length);
  let [start, end] = [0, 0];
  while (start < most && left[start] === right[start]) start++;
  while (end < most - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  return start + end > Math.max(left.length, right.length) * mostAlike;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const longestCoat = 200;

/** What base64 hides: the plain text of an opaque id (`MDU6SXNzdWUx` is `05:Issue1`), the number of eight bytes (a row version). Anything
 *  else as it is. */
export function uncoated(value: Json): Json {
  if (typeof value !== "string" || value.length < 8 || value.length > longestCoat || !base64.test(value)) return value;
  const bytes = atob(value);
  if (/^[ -~]+$/.test(bytes)) return bytes;
  return bytes.length === 8 && bytes.startsWith("\0") ? numberOfBytes(bytes) : value;
}

function numberOfBytes(bytes: string): number {
  return [...bytes].reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0);
}

/** So many bits that meet by chance never come up among a few hundred samples. */
const fewestBits = 32;

/** Whether both sides are random: texts of one length, at each place the same letter on both sides or letters that have nothing to do with
 *  each other, and of the latter enough. Figures alone are never enough: article numbers look like that. */
export function isUnrelated(samples: readonly TimedSample[]): boolean {
  const pairs = textPairs(samples);
  const even = pairs.filter(([left, right]) => left.length === right.length);
  if (even.length < fewestTexts || even.length < pairs.length * 0.95) return false;
  const fromEnd = even.map(([left, right]): [string, string] => [reversed(left), reversed(right)]);
  return hasRandomPlaces(even) || hasRandomPlaces(fromEnd);
}

const fewestTexts = 8;

/** Each pair once; none where a sample is no text. */
function textPairs(samples: readonly TimedSample[]): [string, string][] {
  const pairs = new Map<string, [string, string]>();
  for (const { legacy, candidate } of samples) {
    if (typeof legacy !== "string" || typeof candidate !== "string") return [];
    pairs.set(JSON.stringify([legacy, candidate]), [legacy, candidate]);
  }
  return [...pairs.values()];
}

const reversed = (text: string) => [...text].reverse().join("");

function hasRandomPlaces(pairs: readonly [string, string][]): boolean {
  const longest = Math.max(...pairs.map(([left]) => left.length));
  let [bits, letters] = [0, 0];
  for (let place = 0; place < longest; place++) {
    const there = pairs.filter(([left]) => left.length > place);
    const found = bitsAt(there.map(([left, right]) => [left[place] ?? "", right[place] ?? ""]));
    if (found === null) return false;
    bits += found;
    letters += found > 0 && there.some(([left]) => /[a-z]/i.test(left[place] ?? "")) ? 1 : 0;
  }
  return bits >= fewestBits && letters >= 4;
}

/** Bits of chance in one place: 0 where both sides agree; null where they agree more often than by chance and yet not always, or where one
 *  side always has the same sign and the other has not: then the two are not of one form. */
function bitsAt(signs: readonly (readonly [string, string])[]): number | null {
  const agreed = signs.filter(([left, right]) => left === right).length / signs.length;
  if (agreed >= 0.98) return 0;
  const [left, right] = [sharesOf(signs.map(([sign]) => sign)), sharesOf(signs.map(([, sign]) => sign))];
  let chance = 0;
  for (const [sign, share] of left) chance += share * (right.get(sign) ?? 0);
  const margin = 3 * Math.sqrt((chance * (1 - chance)) / signs.length) + 0.02;
  return agreed > chance + margin || Math.min(left.size, right.size) === 1
    ? null
    : Math.min(entropyOf(left), entropyOf(right));
}

function sharesOf(signs: readonly string[]): Map<string, number> {
  const shares = new Map<string, number>();
  for (const sign of signs) shares.set(sign, (shares.get(sign) ?? 0) + 1 / signs.length);
  return shares;
}

function entropyOf(shares: ReadonlyMap<string, number>): number {
  return [...shares.values()].reduce((bits, share) => bits - share * Math.log2(share), 0);
}
