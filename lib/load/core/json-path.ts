/** A way into a JSON answer: field names and list places, in order. Empty for `$`, the whole answer. */
export type JsonPath = readonly (string | number)[];

const SEGMENT = /\.([^\s.*[\]'"]+)|\[(\d{1,9})\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/** Reads `$`, `$.id`, `$.items[0].code`, `$['a b']`: the part of RFC 9535 that names exactly one value.
 *  Null for anything else: wildcards, slices, filters, `..`. */
export function parseJsonPath(text: string): JsonPath | null {
  if (!text.startsWith("$")) return null;
  const path: (string | number)[] = [];
  SEGMENT.lastIndex = 1;
  let end = 1;
  while (end < text.length) {
    const match = SEGMENT.exec(text);
    if (match === null) return null;
    const [, dotted, place, single, double] = match;
    path.push(place === undefined ? (dotted ?? single ?? double ?? "") : Number(place));
    end = SEGMENT.lastIndex;
  }
  return path;
}

/** What stands at `path`; undefined when there is no such field. Only fields of the answer itself count, never inherited ones. */
export function valueAt(answer: unknown, path: JsonPath): unknown {
  let value = answer;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    if (Array.isArray(value) !== (typeof key === "number")) return undefined;
    if (!Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
