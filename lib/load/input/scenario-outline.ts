import { isMap, isScalar, isSeq, type Scalar } from "yaml";
import { parseJsonPath } from "../core/json-path.ts";
import { parseTemplate } from "../core/template.ts";
import type { Finding } from "./scenario-mistake.ts";
import { describe } from "./scenario-mistake.ts";
import { type Entry, entriesOf, itemsOf, offsetOf } from "./scenario-yaml.ts";

/** What checks across steps need of a scenario text, taken from its tree so that it is there even when other parts are wrong. */
export type Use = { name: string; field: string | null; offset: number };
export type Remembered = { name: string; fields: readonly string[] | null; size: string; offset: number };
export type StepOutline = {
  inSetup: boolean;
  /** In a flow, whose own keys are not a step's. */
  inFlow: boolean;
  offset: number;
  entries: ReadonlyMap<string, Entry>;
  name: { text: string; offset: number } | null;
  needs: Use | null;
  uses: readonly Use[];
  remembers: readonly Remembered[];
  /** Mistakes in the templates of this step. */
  findings: readonly Finding[];
};
/** What users of one kind do; all users where there are no kinds. */
export type KindOutline = { setup: StepOutline[]; mix: StepOutline[]; headers: Templates };
export type Outline = {
  kinds: readonly KindOutline[];
  /** Each step once. */
  steps: readonly StepOutline[];
  headers: readonly Templates[];
  /** Entries of a mix that are flows. */
  flows: readonly FlowOutline[];
  data: ReadonlyMap<string, Entry>;
};
export type FlowOutline = { entries: ReadonlyMap<string, Entry>; offset: number };
type Templates = { uses: readonly Use[]; findings: readonly Finding[] };

export const METHOD_KEYS = ["get", "post", "put", "patch", "delete", "head"] as const;

/** Where texts with templates stand, and which characters may stand outside the templates. */
type Place = { text: string; allowed: RegExp | null; expected: string };

export const PATH_TEXT = /^[!-"$-~]*$/;
const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;
const inPath = { allowed: PATH_TEXT, expected: "a path without blanks, # and special letters, such as /a%20b" };
const inHeader = {
  allowed: HEADER_TEXT,
  expected: "a header text on one line of plain letters, such as Bearer {{token}}",
};
const inBody = { allowed: null, expected: "" };

export function outlineOf(root: unknown, text: string): Outline {
  const top = entriesOf(root);
  const shared = kindOf(root, text);
  const named = itemsOf(top.get("users")?.value).filter(isMap);
  const kinds = named.length === 0 ? [shared] : named.map((node) => inherited(kindOf(node, text), node, shared));
  const flows = (named.length === 0 ? [root] : [root, ...named]).flatMap((node) =>
    mixOf(node).filter(({ entries }) => entries.has("flow")),
  );
  return {
    kinds,
    steps: [...new Set([shared, ...kinds].flatMap(({ setup, mix }) => [...setup, ...mix]))],
    headers: [...new Set([shared, ...kinds].map(({ headers }) => headers))],
    flows,
    data: entriesOf(top.get("data")?.value),
  };
}

/** What a kind does not say itself it has from the scenario. */
function inherited(own: KindOutline, node: unknown, shared: KindOutline): KindOutline {
  const entries = entriesOf(node);
  return {
    setup: entries.has("setup") ? own.setup : shared.setup,
    mix: own.mix,
    headers: entries.has("headers") ? own.headers : shared.headers,
  };
}

function kindOf(node: unknown, text: string): KindOutline {
  const entries = entriesOf(node);
  const setup = itemsOf(entries.get("setup")?.value).filter(isMap);
  return {
    setup: setup.map((step) => stepOutline(step, { inSetup: true, inFlow: false, text })),
    mix: mixOf(node).flatMap(({ entries: own, node: entry }) => stepsOfEntry(own, entry, text)),
    headers: templatesIn(entries.get("headers")?.value, { text, ...inHeader }),
  };
}

function mixOf(node: unknown): (FlowOutline & { node: unknown })[] {
  const mix = itemsOf(entriesOf(node).get("mix")?.value).filter(isMap);
  return mix.map((entry) => ({ entries: entriesOf(entry), offset: offsetOf(entry), node: entry }));
}

/** A flow's `needs` is that of its first step. */
function stepsOfEntry(entries: ReadonlyMap<string, Entry>, entry: unknown, text: string): StepOutline[] {
  if (!entries.has("flow")) return [stepOutline(entry, { inSetup: false, inFlow: false, text })];
  const needs = textAt(entries.get("needs")?.value);
  const steps = itemsOf(entries.get("flow")?.value).filter(isMap);
  return steps.map((step, at) => {
    const outline = stepOutline(step, { inSetup: false, inFlow: true, text });
    return at === 0 ? { ...outline, needs } : outline;
  });
}

type StepPlace = { inSetup: boolean; inFlow: boolean; text: string };

function stepOutline(node: unknown, { inSetup, inFlow, text }: StepPlace): StepOutline {
  const entries = entriesOf(node);
  const value = (key: string) => entries.get(key)?.value;
  const templates = [
    ...METHOD_KEYS.map((key) => templatesIn(value(key), { text, ...inPath })),
    templatesIn(value("headers"), { text, ...inHeader }),
    ...["json", "form", "body"].map((key) => templatesIn(value(key), { text, ...inBody })),
  ];
  return {
    inSetup,
    inFlow,
    offset: offsetOf(node),
    entries,
    name: nameOf(entries),
    needs: textAt(value("needs")),
    uses: templates.flatMap(({ uses }) => uses),
    remembers: rememberedIn(value("remember")),
    findings: [
      ...templates.flatMap(({ findings }) => findings),
      ...templateKeys(value("json")),
      ...scalarsIn(value("expect")).filter(isTemplate).map(unreadTemplate),
    ],
  };
}

function textAt(node: unknown): Use | null {
  return isScalar(node) && typeof node.value === "string"
    ? { name: node.value, field: null, offset: offsetOf(node) }
    : null;
}

function nameOf(entries: ReadonlyMap<string, Entry>): StepOutline["name"] {
  const given = textAt(entries.get("name")?.value);
  if (given !== null) return { text: given.name, offset: given.offset };
  const method = METHOD_KEYS.find((key) => entries.has(key));
  const path = method === undefined ? null : textAt(entries.get(method)?.value);
  return method === undefined || path === null
    ? null
    : { text: `${method.toUpperCase()} ${path.name}`, offset: offsetOf(entries.get(method)?.key) };
}

/** All templates in the texts below a node; a set of keys is looked through by its values. */
function templatesIn(node: unknown, place: Place): Templates {
  const found = scalarsIn(node).map((scalar) => templatesOf(scalar, place));
  return { uses: found.flatMap(({ uses }) => uses), findings: found.flatMap(({ findings }) => findings) };
}

type Text = Scalar<string>;

function scalarsIn(node: unknown): Text[] {
  if (isScalar(node)) return isText(node) ? [node] : [];
  if (isMap(node)) return node.items.flatMap((pair) => scalarsIn(pair.value));
  return isSeq(node) ? node.items.flatMap(scalarsIn) : [];
}

function isText(node: Scalar): node is Text {
  return typeof node.value === "string";
}

function templatesOf(scalar: Text, { text, allowed, expected }: Place): Templates {
  const { parts, mistakes } = parseTemplate(scalar.value);
  const at = (offset: number) => offsetInSource(scalar, offset, text);
  const findings = mistakes.map((mistake) => ({ ...mistake, offset: at(mistake.offset) }));
  const uses = parts.flatMap((part) =>
    part.kind === "call" && part.call.fn === "remembered"
      ? [{ name: part.call.name, field: part.call.field, offset: at(wordOffset(scalar.value, part.offset)) }]
      : [],
  );
  const unfit = allowed !== null && parts.some((part) => part.kind === "text" && !allowed.test(part.text));
  if (unfit) findings.push({ offset: offsetOf(scalar), expected, found: describe(scalar) });
  return { uses, findings };
}

function wordOffset(value: string, open: number): number {
  return open + 2 + value.slice(open + 2).search(/\S/);
}

/** Where the character at `offset` of a scalar's value stands in the source. Escapes and folded lines move it: then the nearest `{{` before it
 *  is looked up in the source, and its own place is told where the text from there on is the same. */
function offsetInSource(scalar: Text, offset: number, text: string): number {
  const start = offsetOf(scalar);
  const end = scalar.range?.[1] ?? text.length;
  const open = scalar.value.lastIndexOf("{{", offset);
  const before = scalar.value.slice(0, Math.max(0, open)).split("{{").length - 1;
  let at = start - 2;
  for (let count = 0; count <= before && at !== -1; count++) at = text.indexOf("{{", at + 2);
  if (at === -1 || at >= end) return start;
  const between = scalar.value.slice(open, offset);
  return text.startsWith(between, at) ? at + between.length : at;
}

/** Templates are read in values of requests only: anywhere else they would be taken as they stand. */
function unreadTemplate(scalar: Text): Finding {
  return { offset: offsetOf(scalar), expected: "a text without templates", found: describe(scalar) };
}

function isTemplate(scalar: Text): boolean {
  return scalar.value.includes("{{");
}

function templateKeys(node: unknown): Finding[] {
  if (isSeq(node)) return node.items.flatMap(templateKeys);
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    const own = isScalar(key) && isText(key) && isTemplate(key) ? [unreadTemplate(key)] : [];
    return [...own, ...templateKeys(value)];
  });
}

function rememberedIn(node: unknown): Remembered[] {
  return [...entriesOf(node)].map(([name, { key, value }]) => {
    const from = entriesOf(value).get("from")?.value;
    const last = entriesOf(value).get("last")?.value;
    const fields = isMap(from) ? [...entriesOf(from).keys()].filter((field) => parseJsonPath(field) === null) : null;
    return { name, fields, size: isScalar(last) ? String(last.value) : "1", offset: offsetOf(key) };
  });
}
