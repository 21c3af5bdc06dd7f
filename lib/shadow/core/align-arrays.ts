import type { Json, JsonObject } from "./json-value.ts";
import type { Rule } from "./rules.ts";

/** Which members of two arrays belong together. */
export type Alignment = {
  pairs: [legacy: number, candidate: number][];
  /** The pairs do not come in the same order on both sides. */
  reordered: boolean;
  /** Places without a partner, where a rule says what belongs together. Elsewhere the arrays' lengths tell. */
  alone: { legacy: number[]; candidate: number[] };
};

const nobody: Alignment["alone"] = { legacy: [], candidate: [] };

export type Arrays = {
  legacy: Json[];
  candidate: Json[];
  /** Equal under the rules. */
  isSame: (legacy: Json, candidate: Json) => boolean;
};

/** Arrays longer than this are aligned by value or key only, never each member against each. */
const mostSearched = 100;

/** By the array's own rule (`pair-by`, `any-order`). Null without one, or where members lack the key or share it. */
export function alignByRule(rules: readonly Rule[], arrays: Arrays): Alignment | null {
  for (const { effect } of rules) {
    if (effect.do === "pair-by") return byNamedKey(arrays, effect.key);
    if (effect.do === "any-order") return inAnyOrder(arrays);
  }
  return null;
}

function byNamedKey(arrays: Arrays, name: string): Alignment | null {
  const partners = byKey(arrays, name);
  return partners === null ? null : { pairs: [...partners], reordered: false, alone: aloneIn(arrays, partners) };
}

function aloneIn({ legacy, candidate }: Arrays, partners: Map<number, number>): Alignment["alone"] {
  const taken = new Set(partners.values());
  return {
    legacy: [...legacy.keys()].filter((place) => !partners.has(place)),
    candidate: [...candidate.keys()].filter((place) => !taken.has(place)),
  };
}

/** Equal members first; of what is left, the first with the first, so that their fields are compared. */
function inAnyOrder(arrays: Arrays): Alignment {
  const partners = bySearch(arrays, "all");
  const { legacy, candidate } = aloneIn(arrays, partners);
  const shorter = Math.min(legacy.length, candidate.length);
  const rest = legacy.slice(0, shorter).map((left, place): [number, number] => [left, candidate[place] ?? 0]);
  const alone = { legacy: legacy.slice(shorter), candidate: candidate.slice(shorter) };
  return { pairs: [...partners, ...rest], reordered: false, alone };
}

/** Arrays that differ by place, aligned by what is in them: a natural key, the same members in another order, members left out.
 *  Null when nothing of it holds. */
export function alignByContent(arrays: Arrays): Alignment | null {
  const shorter = Math.min(arrays.legacy.length, arrays.candidate.length);
  if (shorter === 0) return null;
  const name = naturalKey(arrays);
  if (name !== null) return ordered(byKey(arrays, name) ?? new Map());
  const byValues = byValue(arrays);
  if (byValues.size === shorter) return ordered(byValues);
  const searched = bySearch(arrays, "until-one-is-alone");
  return searched.size === shorter ? ordered(searched) : null;
}

/** Partners among strings, numbers and the like by their value; none where members hold others. */
function byValue({ legacy, candidate }: Arrays): Map<number, number> {
  const partners = new Map<number, number>();
  const places = new Map<Json, number[]>();
  for (const [place, value] of candidate.entries()) {
    const known = places.get(value);
    if (known !== undefined) known.push(place);
    else if (typeof value !== "object") places.set(value, [place]);
  }
  for (const [place, value] of legacy.entries()) {
    const partner = places.get(value)?.shift();
    if (partner !== undefined) partners.set(place, partner);
  }
  return partners;
}

function ordered(partners: Map<number, number>): Alignment | null {
  if ([...partners].every(([place, partner]) => place === partner)) return null;
  const pairs = [...partners].sort(([left], [right]) => left - right);
  const reordered = pairs.some(([, partner], place) => partner < (pairs[place - 1]?.[1] ?? -1));
  return { pairs, reordered, alone: nobody };
}

/** Equal members found wherever they stand, nearest place first. One member without its like is the end of it, unless all are wanted. */
function bySearch({ legacy, candidate, isSame }: Arrays, want: "all" | "until-one-is-alone"): Map<number, number> {
  const partners = new Map<number, number>();
  if (Math.max(legacy.length, candidate.length) > mostSearched) return partners;
  const turned = legacy.length > candidate.length;
  const [few, many] = turned ? [candidate, legacy] : [legacy, candidate];
  const fits = (one: Json, other: Json) => (turned ? isSame(other, one) : isSame(one, other));
  const taken = new Set<number>();
  for (const [place, member] of few.entries()) {
    const partner = placeOf(member, { many, from: place, taken, fits });
    if (partner !== null) {
      taken.add(partner);
      partners.set(turned ? partner : place, turned ? place : partner);
    } else if (want !== "all") break;
  }
  return partners;
}

type Search = {
  many: readonly Json[];
  from: number;
  taken: ReadonlySet<number>;
  fits: (one: Json, other: Json) => boolean;
};

function placeOf(member: Json, { many, from, taken, fits }: Search): number | null {
  for (let step = 0; step < many.length; step++) {
    const place = (from + step) % many.length;
    if (!taken.has(place) && fits(member, many[place] ?? null)) return place;
  }
  return null;
}

function keysOf(members: readonly Json[], name: string): Map<string, number> | null {
  const keys = new Map<string, number>();
  for (const [place, member] of members.entries()) {
    if (typeof member !== "object" || member === null || !Object.hasOwn(member, name)) return null;
    const value = (member as JsonObject)[name];
    if ((typeof value !== "string" && typeof value !== "number") || keys.has(String(value))) return null;
    keys.set(String(value), place);
  }
  return keys;
}

/** Partners by the value of a member; null when a member lacks it or two share it. */
function byKey({ legacy, candidate }: Arrays, name: string): Map<number, number> | null {
  const [left, right] = [keysOf(legacy, name), keysOf(candidate, name)];
  if (left === null || right === null) return null;
  const partners = new Map<number, number>();
  for (const [key, place] of left) {
    const partner = right.get(key);
    if (partner !== undefined) partners.set(place, partner);
  }
  return partners;
}

const naturalName =
  /(?:^|[_-])(?:id|uuid|code|key|number|no|sku|lot|name|seq|position)$|(?:Id|Code|Key|Number|No|Name)$/;

/** A member by whose values both arrays can be paired: each value once, and every one of the shorter array's in the longer. */
function naturalKey(arrays: Arrays): string | null {
  const [first] = arrays.legacy;
  if (typeof first !== "object" || first === null || Array.isArray(first)) return null;
  const shorter = Math.min(arrays.legacy.length, arrays.candidate.length);
  const names = Object.keys(first).filter((name) => naturalName.test(name));
  return names.find((name) => byKey(arrays, name)?.size === shorter) ?? null;
}
