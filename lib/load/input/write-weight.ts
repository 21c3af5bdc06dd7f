import { isMap, isScalar, parseDocument } from "yaml";
import { entriesOf, itemsOf } from "./scenario-yaml.ts";

/** Which entry of which mix: the scenario's own, or that of one of its kinds of users. */
export type MixPlace = { kind: number | null; entry: number };

/** The text with another weight at this entry, all else to the sign as it was; null where the text has no such entry. */
export function withWeight(text: string, place: MixPlace, weight: number): string | null {
  const node = entryAt(text, place);
  if (!isMap(node)) return null;
  const start = node.range?.[0] ?? 0;
  const written = entriesOf(node).get("weight")?.value;
  if (isScalar(written)) {
    const [from, to] = written.range ?? [0, 0];
    return `${text.slice(0, from)}${weight}${text.slice(to)}`;
  }
  if (node.flow === true) return `${text.slice(0, start + 1)} weight: ${weight},${text.slice(start + 1)}`;
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  return `${text.slice(0, start)}weight: ${weight}\n${" ".repeat(column)}${text.slice(start)}`;
}

function entryAt(text: string, { kind, entry }: MixPlace): unknown {
  const root = parseDocument(text, { prettyErrors: false, uniqueKeys: false }).contents;
  const owner = kind === null ? root : itemsOf(entriesOf(root).get("users")?.value)[kind];
  return itemsOf(entriesOf(owner).get("mix")?.value)[entry];
}

/** The lines in which weights stand, or would stand; in the order of the text. */
export function weightLines(text: string): number[] {
  const root = parseDocument(text, { prettyErrors: false, uniqueKeys: false }).contents;
  const owners = [root, ...itemsOf(entriesOf(root).get("users")?.value)];
  const entries = owners.flatMap((owner) => itemsOf(entriesOf(owner).get("mix")?.value)).filter(isMap);
  const offsets = entries.map((node) => {
    const written = entriesOf(node).get("weight")?.value;
    return (isScalar(written) ? written.range?.[0] : node.range?.[0]) ?? 0;
  });
  return [...new Set(offsets.map((offset) => text.slice(0, offset).split("\n").length))];
}
