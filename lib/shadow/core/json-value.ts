/** JSON as values, without losing a digit: a number JSON.parse would cut stays its own token. */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/** A number as it stands in JSON that is long enough to lose digits (over 15) or to overflow (three digits of exponent).
 *  Only where a number can begin and end, so that an 18-digit code in quotes costs nothing. */
const longToken = /(?:^|[[:,\s])(-?\d(?:[\d.]{15,}(?:[eE][+-]?\d+)?|[\d.]*[eE][+-]?\d{3,}))(?=[\],}\s]|$)/g;
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** A raw NUL cannot stand in JSON, so a string that starts with one was either made here or written `\u0000` by the system. */
const keptNumber = "\u0000N";
const keptString = "\u0000S";

/** Reads both texts the same way, so that a long number on one side meets its like on the other. Null where a text is no JSON. */
export function readJsonPair(legacy: string, candidate: string): [legacy: Read, candidate: Read] {
  const long = mayLoseDigits(legacy) || mayLoseDigits(candidate);
  return [readJson(legacy, long), readJson(candidate, long)];
}

/** 0.30000000000000004 is long and loses nothing: a double writes itself so. 9007199254740993 does not come back. */
function mayLoseDigits(text: string): boolean {
  if (!hasLongRun(text) && !largeExponent.test(text)) return false;
  for (const [, token = ""] of text.matchAll(longToken)) if (String(Number(token)) !== token) return true;
  return false;
}

const largeExponent = /\d[eE][+-]?\d{3}/;
const longRun = 16;

const isDigitOrPoint = (code: number) => (code >= 0x30 && code <= 0x39) || code === 0x2e;

/** Whether 16 digits and points stand in a row. Any such row covers a place that 16 divides: only those are looked at. */
function hasLongRun(text: string): boolean {
  for (let at = longRun - 1; at < text.length; at += longRun) {
    if (!isDigitOrPoint(text.charCodeAt(at))) continue;
    let [from, to] = [at, at + 1];
    while (from > 0 && isDigitOrPoint(text.charCodeAt(from - 1))) from--;
    while (isDigitOrPoint(text.charCodeAt(to))) to++;
    if (to - from >= longRun) return true;
  }
  return false;
}

export type Read = { value: Json } | null;

function readJson(text: string, long: boolean): Read {
  try {
    return { value: JSON.parse(long ? keepLongNumbers(text) : text) as Json };
  } catch {
    return null;
  }
}

/** Reads one text, long numbers kept whole. Null when it is no JSON. */
export function parseJson(text: string): Read {
  return readJson(text, mayLoseDigits(text));
}

/** Reads one string, number or word as it stands in a text that is read whole. Not for strings that begin with `\u0000`: how those are read
 *  depends on what else stands in the text. */
export function readScalar(token: string): Json {
  if (token.startsWith('"') && !token.includes("\\")) return token.slice(1, -1);
  return /^[-\d]/.test(token) && isLong(token) ? `${keptNumber}${token}` : (JSON.parse(token) as Json);
}

/** Writes long numbers as marked strings; a system's own string that starts with NUL is marked too, so that none passes for a number. */
function keepLongNumbers(text: string): string {
  return text.replace(stringOrNumber, (token) => {
    if (token.startsWith('"')) return token.startsWith('"\\u0000') ? `"\\u0000S${token.slice(1)}` : token;
    return isLong(token) ? `"\\u0000N${token}"` : token;
  });
}

function isLong(token: string): boolean {
  if (/^-?0\d/.test(token) || String(Number(token)) === token) return false;
  return (token.match(/^[^eE]*/)?.[0].replace(/\D/g, "").length ?? 0) > 15 || /[eE][+-]?\d{3}/.test(token);
}

/** The number's token when `value` is one that was kept whole; else null. */
export function longNumber(value: Json): string | null {
  return typeof value === "string" && value.startsWith(keptNumber) ? value.slice(2) : null;
}

export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

export function typeOfJson(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "string") return value.startsWith(keptNumber) ? "number" : "string";
  return typeof value as JsonType;
}

/** The digits and the power of ten of a number, so that 1.50 and 15e-1 are the same and 9007199254740993 is not 9007199254740992. */
export function canonicalNumber(token: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token);
  if (match === null) return token;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  const short = digits.replace(/0+$/, "");
  if (short === "") return "0";
  return `${sign}${short}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - short.length)}`;
}

const longestToken = 200;

/** The value as JSON, cut at 200 characters: a large object is never written out to be cut. */
export function tokenOf(value: Json): string {
  const token = write(value, longestToken + 1);
  return token.length <= longestToken ? token : `${token.slice(0, longestToken - 1)}…`;
}

function write(value: Json, room: number): string {
  const long = longNumber(value);
  if (long !== null) return long;
  if (typeof value === "string")
    return JSON.stringify((value.startsWith(keptString) ? value.slice(2) : value).slice(0, room));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return Array.isArray(value) ? writeArray(value, room) : writeObject(value, room);
}

function writeArray(value: Json[], room: number): string {
  let text = "[";
  for (const [place, item] of value.entries()) {
    if (text.length > room) return text;
    text += `${place === 0 ? "" : ","}${write(item, room - text.length)}`;
  }
  return `${text}]`;
}

function writeObject(value: JsonObject, room: number): string {
  let text = "{";
  for (const name of Object.keys(value)) {
    if (text.length > room) return text;
    text += `${text === "{" ? "" : ","}${JSON.stringify(name)}:`;
    text += write(value[name] ?? null, room - text.length);
  }
  return `${text}}`;
}
