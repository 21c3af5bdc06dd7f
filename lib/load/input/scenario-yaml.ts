import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
  type YAMLError,
} from "yaml";
import { describe, type Finding, quoted } from "./scenario-mistake.ts";
import { excess, MAX_DEPTH } from "./scenario-size.ts";

/** A YAML text whose form is sound: its tree, with the place of every node. */
type YamlText = { text: string; lines: LineCounter; doc: Document };

/** `sound`: null where the text cannot be looked at any further. */
export type YamlRead = { sound: YamlText | null; lines: LineCounter; findings: Finding[] };

/** Reads one YAML 1.2 document. Refused, each with its place: texts over 256 KiB or nested over 32 levels, broken YAML, several documents,
 *  anchors and aliases, tags, keys that are no text, templates outside quotes. A key given twice is reported too, but leaves the text sound. */
export function readYaml(text: string): YamlRead {
  const lines = lineCounterOf(text);
  const tooMuch = excess(text);
  if (tooMuch !== null) return { sound: null, lines, findings: [tooMuch] };
  // Duplicate keys are looked for below: the library compares each key with every other.
  const doc = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const walked = walk(doc.contents, text);
  const broken = firstOfEachLine(doc.errors, lines).map((error) => errorFinding(error, text));
  const findings = [...walked.refused, ...broken];
  if (findings.length > 0) return { sound: null, lines, findings };
  return { sound: { text, lines, doc }, lines, findings: walked.repeated };
}

/** Counted by us: the library's own parser leaves out a line's end here and there in texts that are no YAML. */
function lineCounterOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  return lines;
}

type Walked = { refused: Finding[]; repeated: Finding[] };

/** Looks at every node. `{{…}}` outside quotes is a set of keys to YAML; it is told apart here and not looked into. */
function walk(root: unknown, text: string): Walked {
  const walked: Walked = { refused: [], repeated: [] };
  const rest: { node: unknown; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { node, depth } = next;
    const refused = refusal(node, { depth, text });
    if (refused !== null) walked.refused.push(refused);
    else for (const child of childrenOf(node, walked)) rest.push({ node: child, depth: depth + 1 });
  }
  return walked;
}

function refusal(node: unknown, { depth, text }: { depth: number; text: string }): Finding | null {
  const offset = offsetOf(node);
  if (depth > MAX_DEPTH) return { offset, expected: `a depth of at most ${MAX_DEPTH} levels`, found: "more" };
  if (isAlias(node)) return { offset, expected: "the value itself instead of an alias", found: `*${node.source}` };
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null;
  if (node.anchor !== undefined) return { offset, expected: "a value without an anchor", found: `&${node.anchor}` };
  if (node.tag !== undefined) return { offset, expected: "a value without a tag", found: node.tag };
  if (isMap(node) && text.startsWith("{{", offset)) {
    const template = /^\{\{[^{}\n]*\}\}/.exec(text.slice(offset, offset + 200))?.[0] ?? "{{";
    const example = template.includes('"') ? `'${template}'` : `"${template}"`;
    return { offset, expected: `a template in quotes, such as ${example}`, found: `${template} without quotes` };
  }
  return null;
}

function childrenOf(node: unknown, walked: Walked): unknown[] {
  if (isSeq(node)) return node.items;
  if (!isMap(node)) return [];
  const seen = new Set<string>();
  for (const { key } of node.items) {
    const unfit = keyRefusal(key);
    if (unfit !== null) walked.refused.push(unfit);
    else if (isScalar(key)) walked.repeated.push(...repetition(key, seen));
  }
  return node.items.flatMap((pair) => [pair.key, pair.value]).filter((child) => child !== null);
}

/** Keys that are maps or aliases are refused where they are looked at themselves. */
function keyRefusal(key: unknown): Finding | null {
  const offset = offsetOf(key);
  if (isMap(key) || isAlias(key)) return null;
  if (!isScalar(key) || key.value === null) return { offset, expected: "a key of plain text", found: describe(key) };
  return key.value === "__proto__" ? { offset, expected: "another key", found: quoted("__proto__") } : null;
}

function repetition(key: Scalar, seen: Set<string>): Finding[] {
  const name = String(key.value);
  if (seen.has(name))
    return [{ offset: offsetOf(key), expected: "a key that is not there yet", found: `${quoted(name)} again` }];
  seen.add(name);
  return [];
}

/** Where a node begins; the start of the text for none. */
export function offsetOf(node: unknown): number {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
}

/** One broken place brings more errors behind it: the first of a line speaks for the line. */
function firstOfEachLine(errors: readonly YAMLError[], lines: LineCounter): YAMLError[] {
  const seen = new Set<number>();
  const sorted = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  return sorted.filter(({ pos }) => {
    const { line } = lines.linePos(pos[0]);
    return !seen.has(line) && seen.add(line);
  });
}

const EXPECTED: Partial<Record<YAMLError["code"], string>> = {
  BAD_DIRECTIVE: "a scenario without directives",
  BAD_DQ_ESCAPE: 'an escape that YAML knows, such as \\n or \\"',
  BAD_INDENT: "the indentation of the lines beside it, with every bracket closed",
  BAD_SCALAR_START: 'a text in quotes where it begins with a special character, such as "@name"',
  BLOCK_AS_IMPLICIT_KEY: 'one key and one value on a line, such as name: "smoke: quick"',
  BLOCK_IN_FLOW: "an end of the brackets before a new list or set of keys",
  MISSING_CHAR: "a closing quote or bracket, or a blank between two values",
  MULTILINE_IMPLICIT_KEY: "a key with a colon on one line, such as name: smoke",
  MULTIPLE_DOCS: "one document without --- lines in it",
  TAB_AS_INDENT: "an indentation of blanks",
};

function errorFinding({ code, pos, message }: YAMLError, text: string): Finding {
  const offset = code === "MULTIPLE_DOCS" ? secondDocument(text, pos[0]) : Math.min(pos[0], text.length);
  const [line = ""] = text.slice(offset, offset + 200).split("\n", 1);
  if (code === "UNEXPECTED_TOKEN" && line.startsWith("{{")) {
    return {
      offset,
      expected: 'a text in quotes where it holds a template, such as "Bearer {{token}}"',
      found: quoted(line),
    };
  }
  const expected = EXPECTED[code] ?? (message.startsWith("Unexpected") ? "an end of this value" : "valid YAML");
  return { offset, expected, found: line.trim() === "" ? "the end of the line" : quoted(line.trimEnd()) };
}

function secondDocument(text: string, from: number): number {
  const at = text.slice(from).search(/^---/m);
  return at === -1 ? from : from + at;
}

export type Entry = { key: unknown; value: unknown };

/** The keys of a map with their nodes, by name; empty for anything else. */
export function entriesOf(node: unknown): Map<string, Entry> {
  const pairs = isMap(node) ? node.items : [];
  return new Map(
    pairs.flatMap(({ key, value }) => (isScalar(key) ? [[String(key.value), { key, value }] as const] : [])),
  );
}

/** The items of a list with their nodes; none for anything else. */
export function itemsOf(node: unknown): unknown[] {
  return isSeq(node) ? node.items : [];
}
