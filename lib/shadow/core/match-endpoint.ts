import { pathOf, segmentsOf, unescaped } from "./request-path.ts";
import type { Endpoint } from "./rules.ts";

/** The endpoint a request belongs to, and what stands in its placeholders, by name: `{ id: "17" }`. */
export type EndpointMatch = { endpoint: Endpoint; values: Record<string, string> };

type Branch = {
  words: Map<string, Branch>;
  patterns: { ending: string; branch: Branch }[];
  ends: Map<string, Endpoint>;
};

function newBranch(): Branch {
  return { words: new Map(), patterns: [], ends: new Map() };
}

/** Makes a list of endpoints ready for matching. A word wins over a placeholder, `{id}.pdf` over `{id}`; of two endpoints that are the same,
 *  the first in the list, so a person's go before those found. */
export function endpointMatcher(
  endpoints: readonly Endpoint[],
): (method: string, target: string) => EndpointMatch | null {
  const root = newBranch();
  for (const endpoint of endpoints) plant(root, endpoint);
  return (method, target) => {
    const segments = segmentsOf(pathOf(target)).map(unescaped);
    const endpoint = find(root, segments, { at: 0, method: method.toUpperCase() });
    return endpoint === null ? null : { endpoint, values: valuesOf(endpoint, segments) };
  };
}

const placeholder = /^\{([^}]+)\}(.*)$/;

function plant(root: Branch, endpoint: Endpoint): void {
  let branch = root;
  for (const segment of segmentsOf(endpoint.template)) branch = step(branch, segment);
  const method = endpoint.method.toUpperCase();
  if (!branch.ends.has(method)) branch.ends.set(method, endpoint);
}

function step(branch: Branch, segment: string): Branch {
  const match = placeholder.exec(segment);
  const known =
    match === null ? branch.words.get(segment) : branch.patterns.find((one) => one.ending === match[2])?.branch;
  if (known !== undefined) return known;
  const grown = newBranch();
  if (match === null) branch.words.set(unescaped(segment), grown);
  else {
    branch.patterns.push({ ending: match[2] ?? "", branch: grown });
    branch.patterns.sort((left, right) => right.ending.length - left.ending.length);
  }
  return grown;
}

function find(branch: Branch, segments: readonly string[], place: { at: number; method: string }): Endpoint | null {
  const segment = segments[place.at];
  if (segment === undefined) return branch.ends.get(place.method) ?? null;
  const next = { at: place.at + 1, method: place.method };
  const word = branch.words.get(segment);
  const byWord = word === undefined ? null : find(word, segments, next);
  if (byWord !== null) return byWord;
  for (const { ending, branch: below } of branch.patterns) {
    const found = segment.endsWith(ending) && segment.length > ending.length ? find(below, segments, next) : null;
    if (found !== null) return found;
  }
  return null;
}

function valuesOf(endpoint: Endpoint, segments: readonly string[]): Record<string, string> {
  const values: [string, string][] = [];
  for (const [place, segment] of segmentsOf(endpoint.template).entries()) {
    const [, name, ending = ""] = placeholder.exec(segment) ?? [];
    const value = segments[place] ?? "";
    if (name !== undefined) values.push([name, value.slice(0, value.length - ending.length)]);
  }
  return Object.fromEntries(values);
}
