import type { LineCounter } from "yaml";
import { isAlias, isMap, isScalar, isSeq } from "yaml";

/** What is wrong with a scenario text, and where; lines and columns count from 1. `expected` reads on as "… was expected", its
 *  examples after ", such as"; `sentence` is complete in itself. */
export type Mistake = { line: number; column: number; expected: string; found: string; sentence: string };

/** `offset` counts characters of the text from 0. */
export type Finding = { offset: number; expected: string; found: string };

const MOST_MISTAKES = 100;

/** One mistake a place, first come first: what follows there is mostly the same said again. */
export function mistakesOf(findings: readonly Finding[], lines: LineCounter): Mistake[] {
  const first = new Map<number, Finding>();
  for (const finding of findings) if (!first.has(finding.offset)) first.set(finding.offset, finding);
  const sorted = [...first.values()].sort((a, b) => a.offset - b.offset);
  return sorted.slice(0, MOST_MISTAKES).map((finding) => mistakeOf(finding, lines));
}

function mistakeOf({ offset, expected, found }: Finding, lines: LineCounter): Mistake {
  const { line, col } = lines.linePos(offset);
  const place = { line: Math.max(1, line), column: Math.max(1, col) };
  return { ...place, expected, found, sentence: sentenceOf({ ...place, expected, found }) };
}

function sentenceOf({ line, column, expected, found }: Omit<Mistake, "sentence">): string {
  const [what = "", ...examples] = expected.split(", such as ");
  const such = examples.length === 0 ? "" : `, such as ${examples.join(", such as ")}`;
  return `Line ${line}, column ${column}: ${what} was expected${such}. Found: ${found}.`;
}

/** What stands at a place of the text, in words: "the number 5", "the text "abc"", "a list". */
export function describe(node: unknown): string {
  if (isMap(node)) return node.items.length === 0 ? "an empty set of keys" : "a set of keys";
  if (isSeq(node)) return node.items.length === 0 ? "an empty list" : "a list";
  if (isAlias(node)) return `the alias *${node.source}`;
  if (!isScalar(node)) return "nothing";
  return describeValue(node.value, node.source ?? String(node.value));
}

function describeValue(value: unknown, source: string): string {
  if (value === null) return "nothing";
  if (typeof value === "string") return `the text ${quoted(value)}`;
  return typeof value === "number" ? `the number ${shortened(source)}` : shortened(source);
}

export function quoted(text: string): string {
  return JSON.stringify(shortened(text));
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

export function keyName(key: unknown): string {
  return isScalar(key) ? shortened(String(key.value)) : "";
}
