/** An event's content before and after, line by line: one line for each place in it. */
export type ChangedLine = { path: string; before: string | null; after: string | null; changed: boolean };

const mostLines = 400;

/** Null where there was nothing at that place. Places of the state after come first, as they stand; then those that are gone. A long one is
 *  cut, and says so in its last line. */
export function changedLines(before: unknown, after: unknown): ChangedLine[] {
  const [was, is] = [new Map(placesIn(before)), new Map(placesIn(after))];
  const paths = [...new Set([...is.keys(), ...was.keys()])];
  const lines = paths.map((path) => lineAt(path, was.get(path) ?? null, is.get(path) ?? null));
  const more = lines.length - mostLines;
  if (more <= 0) return lines;
  return [...lines.slice(0, mostLines), { path: `${more} more`, before: null, after: null, changed: false }];
}

function lineAt(path: string, before: string | null, after: string | null): ChangedLine {
  return { path, before, after, changed: before !== after };
}

function placesIn(value: unknown, path = ""): [path: string, text: string][] {
  if (value === null || value === undefined) return path === "" ? [] : [[path, "null"]];
  if (typeof value !== "object") return [[path === "" ? "value" : path, textOf(value)]];
  const members = Array.isArray(value) ? value.map((one, place) => [String(place + 1), one]) : Object.entries(value);
  if (members.length === 0) return path === "" ? [] : [[path, Array.isArray(value) ? "none" : "{}"]];
  return members.flatMap(([name, member]) => placesIn(member, path === "" ? String(name) : `${path}.${name}`));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
