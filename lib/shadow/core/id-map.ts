import type { Answer } from "./exchange.ts";
import type { IdEquality } from "./id-equality.ts";
import { type Json, longNumber, parseJson } from "./json-value.ts";
import { normalisedPath, type Step } from "./normalise-path.ts";
import { covers, type Pattern, patternOf } from "./path-pattern.ts";
import { headerOf, textOf } from "./read-body.ts";
import { pathOf, segmentsOf, unescaped } from "./request-path.ts";
import type { Endpoint } from "./rules.ts";

/** One thing and its two names. `candidate` is a JSON token, so that a number stays a number: `912` or `"a-b"`. `legacy` is its text. */
export type MappedId = { type: string; legacy: string; candidate: string };

/** What the two systems call the same things, by type. Small whole numbers are kept as numbers: a million take 28 MB, as texts 81. */
export type IdMap = Map<string, Map<number | string, number | string>>;

export function emptyIdMap(): IdMap {
  return new Map();
}

const small = /^(?:0|[1-9]\d{0,14})$/;

function packed(text: string): number | string {
  return small.test(text) ? Number(text) : text;
}

/** Adds or renews one pair. A thing made anew under the same legacy id (a table emptied) has its last partner. */
export function addId(map: IdMap, { type, legacy, candidate }: MappedId): void {
  let pairs = map.get(type);
  if (pairs === undefined) {
    pairs = new Map();
    map.set(type, pairs);
  }
  pairs.set(packed(legacy), packed(candidate));
}

/** The new system's name for a thing as a JSON token, or null when it is not known. */
export function candidateId(map: IdMap, type: string, legacy: string): string | null {
  const found = map.get(type)?.get(packed(legacy));
  return found === undefined ? null : String(found);
}

/** A token's text: `"a-b"` is `a-b`. */
export function textOfToken(token: string): string {
  return token.startsWith('"') ? String(JSON.parse(token)) : token;
}

/** Compares ids by what was learnt. A legacy id that was never mapped is equal to nothing but itself. */
export function idEqualityOf(map: IdMap): IdEquality {
  const sameIn = (type: string, legacy: string, candidate: string) => {
    const found = candidateId(map, type, legacy);
    return found !== null && textOfToken(found) === candidate;
  };
  return {
    same(type, legacy, candidate) {
      if (type !== null) return sameIn(type, legacy, candidate);
      for (const any of map.keys()) if (sameIn(any, legacy, candidate)) return true;
      return false;
    },
  };
}

/** The ids an answer says were made, as JSON tokens by place: only answers of success say so. */
export function madeIds(endpoint: Endpoint, answer: Answer): { type: string; at: string; token: string }[] {
  if (endpoint.makes.length === 0 || answer.status < 200 || answer.status > 299) return [];
  const body = endpoint.makes.some((one) => one.path.startsWith("$")) ? parseJson(textOf(answer)) : null;
  return endpoint.makes.flatMap(({ type, path }) => {
    const found = path.startsWith("header:")
      ? idOfLink(answer, path.slice(7))
      : idsAt(body?.value ?? null, patternOf(path));
    return found.map((one) => ({ type, ...one }));
  });
}

/** `Location: /lots/17` names the thing by its last segment. */
function idOfLink(answer: Answer, header: string): { at: string; token: string }[] {
  const link = headerOf(answer.headers, header.toLowerCase());
  const last = link === null ? undefined : segmentsOf(pathOf(link)).at(-1);
  if (last === undefined) return [];
  const text = unescaped(last);
  return [{ at: `header:${header}`, token: small.test(text) ? text : JSON.stringify(text) }];
}

function idsAt(body: Json, pattern: Pattern, steps: Step[] = []): { at: string; token: string }[] {
  if (steps.length < pattern.length - 1)
    return membersOf(body).flatMap(([step, member]) => idsAt(member, pattern, [...steps, step]));
  const token = tokenOfId(body);
  return token !== null && covers(pattern, patternOf(normalisedPath(steps))) ? [{ at: steps.join("/"), token }] : [];
}

function membersOf(value: Json): [Step, Json][] {
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value) ? [...value.entries()] : Object.entries(value);
}

function tokenOfId(value: Json): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? (longNumber(value) ?? JSON.stringify(value)) : null;
}

/** What a pair teaches: what both answers say was made, at the same place. */
export function learnIds(endpoint: Endpoint, legacy: Answer, candidate: Answer): MappedId[] {
  const made = new Map(madeIds(endpoint, candidate).map(({ type, at, token }) => [`${type} ${at}`, token]));
  return madeIds(endpoint, legacy).flatMap(({ type, at, token }) => {
    const partner = made.get(`${type} ${at}`);
    return partner === undefined ? [] : [{ type, legacy: textOfToken(token), candidate: partner }];
  });
}
