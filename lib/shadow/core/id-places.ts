import { changingPartOf } from "./changing-part.ts";
import type { Answer } from "./exchange.ts";
import { type Json, longNumber, parseJson } from "./json-value.ts";
import { isKeyLike } from "./key-like.ts";
import { normalisedPath, type Step } from "./normalise-path.ts";
import { headerOf, textOf } from "./read-body.ts";
import { pathOf, segmentsOf, unescaped } from "./request-path.ts";

/** Values in requests and answers that can be ids, by the places that an endpoint's `makes` and `uses` name. */

/** One exchange of an endpoint, as it was kept. `requestJson` undefined: no JSON was sent. */
export type SeenExchange = {
  endpoint: string;
  target: string;
  requestJson: Json | undefined;
  legacy: Answer;
  candidate: Answer | null;
};

export type Place = { path: string; value: string };

/** How far into a body is looked. */
const deepest = 6;
const mostPlaces = 2_000;

/** Ids in a request by the places that `Endpoint.uses` names. */
export function requestPlaces({ endpoint, target, requestJson }: SeenExchange): Place[] {
  const template = segmentsOf(endpoint.slice(endpoint.indexOf(" ") + 1));
  const segments = segmentsOf(pathOf(target)).map(unescaped);
  const inPath = template.flatMap((segment, nth) => {
    const [, name, ending = ""] = /^(\{[^}]+\})(.*)$/.exec(segment) ?? [];
    const value = segments[nth];
    return name === undefined || value === undefined ? [] : placeOf(name, value.slice(0, value.length - ending.length));
  });
  const query = /\?([^#]*)/.exec(target)?.[1] ?? "";
  const inQuery = query.split("&").flatMap((pair) => {
    const [name = "", value = ""] = pair.split("=", 2).map(unescaped);
    return placeOf(`?${name}`, value);
  });
  return [...inPath, ...inQuery, ...(requestJson === undefined ? [] : keyLikeIn(requestJson))];
}

function placeOf(path: string, value: Json): Place[] {
  const id = idText(value);
  return id === null ? [] : [{ path, value: id }];
}

/** An id as text: a whole number, a UUID, a code; null for what is none. */
export function idText(value: Json): string | null {
  if (typeof value === "number") return Number.isInteger(value) && value >= 0 ? String(value) : null;
  if (typeof value !== "string") return null;
  const text = longNumber(value) ?? value;
  const part = changingPartOf(text);
  return part === null || part === "date" ? null : text;
}

/** Ids in an answer: where its Location leads, and what is named like an id in its body. */
export function answerPlaces(answer: Answer | null): Place[] {
  if (answer === null || answer.body.bytes === null) return [];
  const link = headerOf(answer.headers, "location");
  const last = link === null ? undefined : segmentsOf(pathOf(link)).at(-1);
  const read = answer.body.length === 0 ? null : parseJson(textOf(answer));
  return [
    ...(last === undefined ? [] : placeOf("header:location", unescaped(last))),
    ...(read === null ? [] : keyLikeIn(read.value)),
  ];
}

function keyLikeIn(value: Json, steps: Step[] = [], found: Place[] = []): Place[] {
  if (found.length >= mostPlaces || steps.length > deepest) return found;
  if (typeof value === "object" && value !== null) {
    const members: [Step, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    for (const [step, member] of members) keyLikeIn(member, [...steps, step], found);
    return found;
  }
  const path = normalisedPath(steps);
  if (isKeyLike(path)) found.push(...placeOf(path, value));
  return found;
}
