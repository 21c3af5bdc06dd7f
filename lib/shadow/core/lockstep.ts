import { type Json, readScalar } from "./json-value.ts";
import { backslash, isPlain, quote, scalarEnd, stringEnd } from "./lockstep-tokens.ts";
import type { Step } from "./normalise-path.ts";

/** Two JSON texts read side by side, byte by byte and without making values of them: most answers of the two systems are written alike and
 *  differ in a few scalars. Whatever is not so plain is left to a whole reading. */

/** Two scalars that stand at the same place and are written unlike. */
export type ScalarPair = { steps: Step[]; legacy: Json; candidate: Json };

/** Members on the ways to differences that are looked at for names that come twice; with more, reading the texts is cheaper. */
const mostUsed = 64;

type Scan = {
  left: Uint8Array;
  right: Uint8Array;
  /** The right text is here that many bytes further than the left one. Positions are the left text's, handed on as arguments and results:
   *  written into this object at each step they would cost more than the bytes. */
  ahead: number;
  mostLevels: number;
  /** Of each member met: where its name begins, and which object it stands in. */
  names: number[];
  objects: number[];
  objectsMet: number;
  /** By level: the member (its place in `names`), or in an array the place as -1 - place. */
  path: number[];
  /** Members on the way to a difference. */
  used: number[];
  take: (pair: ScalarPair) => boolean;
};

type Texts = { legacy: Uint8Array; candidate: Uint8Array; mostLevels: number };

/** Gives `take` each pair of scalars that are written unlike, in the order of the texts, as JSON.parse would read them (long numbers kept as
 *  json-value.ts keeps them). True when both texts are JSON in UTF-8 and differ in nothing else but white space. False when that is not so or
 *  not certain (other members or another order of them, a name that comes twice or is written with escapes, holders below `mostLevels`, broken
 *  texts) or as soon as `take` says false: what was taken until then says nothing. */
export function scanInLockstep({ legacy, candidate, mostLevels }: Texts, take: Scan["take"]): boolean {
  const scan: Scan = {
    left: legacy,
    right: candidate,
    ahead: 0,
    mostLevels,
    names: [],
    objects: [],
    objectsMet: 0,
    path: [],
    used: [],
    take,
  };
  const end = passValue(scan, 0, 0);
  if (end === -1 || passSpace(scan, end) !== legacy.length) return false;
  return legacy.length + scan.ahead === candidate.length && !isAnyTwice(scan);
}

/** This and what follows give the position behind what they passed in both texts, or -1 to give up. */
function passValue(scan: Scan, start: number, level: number): number {
  const at = passSpace(scan, start);
  const byte = scan.left[at];
  if (byte !== 0x7b && byte !== 0x5b) return passScalar(scan, at, level);
  if (scan.right[at + scan.ahead] !== byte || level >= scan.mostLevels) return -1;
  return byte === 0x7b ? passObject(scan, at + 1, level) : passArray(scan, at + 1, level);
}

function passObject(scan: Scan, start: number, level: number): number {
  const object = scan.objectsMet++;
  let at = passSpace(scan, start);
  if (standsAt(scan, at, 0x7d)) return at + 1;
  for (;;) {
    const colon = passName(scan, at);
    if (colon === -1 || !standsAt(scan, colon, 0x3a)) return -1;
    scan.path[level] = scan.objects.push(object) - 1;
    const end = passValue(scan, colon + 1, level + 1);
    if (end === -1) return -1;
    at = passSpace(scan, end);
    if (!standsAt(scan, at, 0x2c)) return standsAt(scan, at, 0x7d) ? at + 1 : -1;
    at = passSpace(scan, at + 1);
  }
}

function passArray(scan: Scan, start: number, level: number): number {
  let at = passSpace(scan, start);
  if (standsAt(scan, at, 0x5d)) return at + 1;
  for (let place = 0; ; place++) {
    scan.path[level] = -1 - place;
    const end = passValue(scan, at, level + 1);
    if (end === -1) return -1;
    at = passSpace(scan, end);
    if (!standsAt(scan, at, 0x2c)) return standsAt(scan, at, 0x5d) ? at + 1 : -1;
    at++;
  }
}

/** Whether both texts stand at this bracket, comma or colon. */
function standsAt({ left, right, ahead }: Scan, at: number, mark: number): boolean {
  return left[at] === mark && right[at + ahead] === mark;
}

function passSpace(scan: Scan, start: number): number {
  const { left, right, ahead } = scan;
  if ((left[start] ?? 0) > 0x20 && (right[start + ahead] ?? 0) > 0x20) return start;
  const at = spaceEnd(left, start);
  scan.ahead = spaceEnd(right, start + ahead) - at;
  return at;
}

function spaceEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && isSpace(bytes[at] ?? 0)) at++;
  return at;
}

const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Passes the name and the space behind it. */
function passName(scan: Scan, start: number): number {
  let end = samePlainEnd(scan, start);
  if (end === -1) end = sameStringEnd(scan, start);
  if (end === -1) return -1;
  scan.names.push(start);
  return passSpace(scan, end);
}

/** Where the left string ends when the right one is the same, byte for byte, and there is nothing but plain ASCII in it; else -1. */
function samePlainEnd({ left, right, ahead }: Scan, start: number): number {
  if (left[start] !== quote || right[start + ahead] !== quote) return -1;
  let at = start + 1;
  let byte = left[at] ?? 0;
  while (byte === right[at + ahead] && isPlain(byte)) byte = left[++at] ?? 0;
  return byte === quote && right[at + ahead] === quote ? at + 1 : -1;
}

/** The same for a name with other letters in it. One with escapes could be another's other spelling. */
function sameStringEnd({ left, right, ahead }: Scan, start: number): number {
  if (left[start] !== quote) return -1;
  const end = stringEnd(left, start);
  for (let at = start; at < end; at++) if (left[at] !== right[at + ahead] || left[at] === backslash) return -1;
  return end;
}

type Range = { from: number; to: number; ahead: number };

function isSame(left: Uint8Array, right: Uint8Array, { from, to, ahead }: Range): boolean {
  for (let at = from; at < to; at++) if (left[at] !== right[at + ahead]) return false;
  return true;
}

function passScalar(scan: Scan, start: number, level: number): number {
  const { left, right, ahead } = scan;
  const same = samePlainEnd(scan, start);
  if (same !== -1) return same;
  const end = scalarEnd(left, start);
  if (end === -1) return -1;
  // With the next byte the same, none of the two goes on longer than the other.
  if (left[end] === right[end + ahead] && isSame(left, right, { from: start, to: end, ahead })) return end;
  const otherEnd = scalarEnd(right, start + ahead);
  if (otherEnd === -1) return -1;
  scan.ahead = otherEnd - end;
  const tokens: [string, string] = [textOf(left, start, end), textOf(right, start + ahead, otherEnd)];
  return tokens[0] === tokens[1] || takePair(scan, level, tokens) ? end : -1;
}

/** A text that begins with NUL could be taken for a number kept whole, which only a whole reading tells apart. */
const beginsWithNul = /^"\\u0000/;

/** An object's members are walked in the order of the text, except those named by whole numbers: JavaScript puts them first. */
const isNumberLike = (step: Step) => typeof step === "string" && /^\d+$/.test(step);

function takePair(scan: Scan, level: number, tokens: [string, string]): boolean {
  const steps: Step[] = [];
  for (const step of scan.path.slice(0, level)) {
    if (step >= 0 && !scan.used.includes(step)) scan.used.push(step);
    steps.push(step < 0 ? -1 - step : nameAt(scan, step));
  }
  if (scan.used.length > mostUsed || steps.some(isNumberLike)) return false;
  if (beginsWithNul.test(tokens[0]) || beginsWithNul.test(tokens[1])) return false;
  return scan.take({ steps, legacy: readScalar(tokens[0]), candidate: readScalar(tokens[1]) });
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Most tokens are short and plain: for those a loop is quicker than the decoder. */
function textOf(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  let at = from;
  for (; at < to && at < from + 40; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) break;
    text += String.fromCharCode(byte);
  }
  if (at === to) return text;
  return utf8.decode(bytes.subarray(from, to));
}

function nameAt({ left, names }: Scan, member: number): string {
  const start = (names[member] ?? 0) + 1;
  return textOf(left, start, left.indexOf(quote, start));
}

/** Whether a member on the way to a difference comes twice in its object: then only the last one counts. */
function isAnyTwice(scan: Scan): boolean {
  return scan.used.some((member) => isTwice(scan, member));
}

function isTwice({ left, names, objects }: Scan, member: number): boolean {
  const [object, start] = [objects[member], names[member] ?? 0];
  for (let other = 0; other < objects.length; other++)
    if (objects[other] === object && other !== member && isSameName(left, start, names[other] ?? 0)) return true;
  return false;
}

/** Names have no escapes: the next quote is their end. */
function isSameName(bytes: Uint8Array, one: number, other: number): boolean {
  let at = 1;
  while (bytes[one + at] === bytes[other + at] && bytes[one + at] !== quote) at++;
  return bytes[one + at] === bytes[other + at];
}
