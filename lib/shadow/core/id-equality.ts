import type { IdPlace } from "./compile-rules.ts";
import { type Json, longNumber } from "./json-value.ts";

/** Which ids of the two systems name the same thing. Ids are given as text, numbers in their digits. */
export type IdEquality = {
  /** `type` null: of any type. */
  same(type: string | null, legacy: string, candidate: string): boolean;
};

/** Where no id is mapped. */
export const noIds: IdEquality = { same: () => false };

type Pair = { path: () => string; legacy: Json; candidate: Json };

/** Whether two unlike values are the two systems' names of one thing. Only in a place that is declared or named like an id's or a link's:
 *  a weight of 17 is not a weight of 912 because lot 17 is lot 912. */
export function isSameId(
  ids: IdEquality,
  placeOf: (path: string) => IdPlace,
  { path, legacy, candidate }: Pair,
): boolean {
  if (ids === noIds) return false;
  const [left, right] = [idText(legacy), idText(candidate)];
  if (left === null || right === null) return false;
  const place = placeOf(path());
  if (place === "none") return false;
  const type = place === "any" ? null : place.type;
  return ids.same(type, left, right) || isSameLink(ids, left, right);
}

function idText(value: Json): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? (longNumber(value) ?? value) : null;
}

/** Links of the same words whose unlike parts are ids of one thing: `/lots/17/events` and `/lots/912/events`. */
function isSameLink(ids: IdEquality, legacy: string, candidate: string): boolean {
  if (!legacy.includes("/")) return false;
  const [left, right] = [legacy.split(/([/?&=#])/), candidate.split(/([/?&=#])/)];
  return left.length === right.length && left.every((part, place) => isSamePart(ids, part, right[place] ?? ""));
}

function isSamePart(ids: IdEquality, legacy: string, candidate: string): boolean {
  return legacy === candidate || ids.same(null, legacy, candidate);
}
