import { changingPartOf } from "./changing-part.ts";
import { endingOf, pathOf, segmentsOf, unescaped } from "./request-path.ts";
import type { Endpoint } from "./rules.ts";

/** Endpoints found from traffic. What is an id, a date, a code or a hash becomes a placeholder at once; words do when one place has more of them
 *  than an interface has names. The outcome depends on which paths were seen, not on their order, and only ever becomes more general. */
/** `closings`: how often words of a place became values; names given before may be others since. */
export type Templates = { root: Branch; size: number; closings: number };

type Branch = {
  words: Map<string, Branch>;
  /** Where the placeholder leads, by its ending: `{id}` under ``, `{id}.pdf` under `.pdf`. */
  any: Map<string, Branch>;
  /** All words here are values. */
  closed: boolean;
  methods: Set<string>;
};

/** More words than this in one place are values (names of suppliers). Never in the first segment: an interface may have many parts. */
const mostWords = 40;
/** Branches kept in all: a scanner that asks for a million paths is not learnt from. */
const mostBranches = 20_000;
const deepest = 32;

function newBranch(): Branch {
  return { words: new Map(), any: new Map(), closed: false, methods: new Set() };
}

export function noTemplates(): Templates {
  return { root: newBranch(), size: 0, closings: 0 };
}

/** Learns from one request. An address that the legacy system does not have (404, 405) teaches nothing. */
export function learnTemplate(templates: Templates, method: string, target: string, legacyStatus = 200): void {
  if (legacyStatus === 404 || legacyStatus === 405) return;
  const segments = segmentsOf(pathOf(target));
  if (segments.length <= deepest) addSegments(templates, method, segments);
}

/** Learns from a literal path that was folded into a template: where this has a placeholder and that a word, words are values. */
export function closePlaces(templates: Templates, literal: string, template: string): void {
  const words = segmentsOf(literal);
  let branch = templates.root;
  for (const [depth, segment] of segmentsOf(template).entries()) {
    const word = words[depth];
    if (word === undefined) return;
    const isFolded = segment.startsWith("{") && !branch.closed && valueEnding(branch, word) === null;
    if (isFolded) closeFirst(templates, branch);
    const next = nextBranch(branch, segment);
    if (next === null) return;
    branch = next;
  }
}

function addSegments(templates: Templates, method: string, segments: string[]): void {
  let branch = templates.root;
  for (const [depth, segment] of segments.entries()) {
    const next = nextBranch(branch, segment) ?? grow(templates, branch, segment);
    if (next === null) return;
    if (depth > 0 && !branch.closed && branch.words.size > mostWords) closeFirst(templates, branch);
    branch = nextBranch(branch, segment) ?? next;
  }
  branch.methods.add(method.toUpperCase());
}

/** The ending behind a placeholder when the segment is a value here, else null. */
function valueEnding(branch: Branch, segment: string): string | null {
  if (/^\{[^}]*\}/.test(segment)) return segment.replace(/^\{[^}]*\}/, "");
  const text = unescaped(segment);
  if (changingPartOf(text) !== null) return "";
  const { stem, ending } = endingOf(text);
  if (changingPartOf(stem) !== null) return ending;
  return branch.closed ? ending : null;
}

function nextBranch(branch: Branch, segment: string): Branch | null {
  const ending = valueEnding(branch, segment);
  return (ending === null ? branch.words.get(segment) : branch.any.get(ending)) ?? null;
}

function grow(templates: Templates, branch: Branch, segment: string): Branch | null {
  if (templates.size >= mostBranches) return null;
  templates.size++;
  const ending = valueEnding(branch, segment);
  const grown = newBranch();
  if (ending === null) branch.words.set(segment, grown);
  else branch.any.set(ending, grown);
  return grown;
}

function closeFirst(templates: Templates, branch: Branch): void {
  templates.closings++;
  close(branch);
}

/** Makes every word here a value: what hung below them hangs below the placeholder. */
function close(branch: Branch): void {
  branch.closed = true;
  for (const [word, below] of branch.words) joinAny(branch, endingOf(unescaped(word)).ending, below);
  branch.words.clear();
}

function joinAny(branch: Branch, ending: string, below: Branch): void {
  const into = branch.any.get(ending) ?? newBranch();
  branch.any.set(ending, into);
  join(into, below);
}

function join(into: Branch, from: Branch): void {
  for (const method of from.methods) into.methods.add(method);
  for (const [ending, below] of from.any) joinAny(into, ending, below);
  for (const [word, below] of from.words) {
    const known = into.words.get(word) ?? newBranch();
    into.words.set(word, known);
    join(known, below);
  }
  if (from.closed || into.closed || into.words.size > mostWords) close(into);
}

/** `{id}`, the second in a path `{id2}`: a name that more traffic cannot change. */
function placeholder(before: readonly string[], ending: string): string {
  const nth = before.filter((segment) => segment.startsWith("{")).length + 1;
  return `{id${nth === 1 ? "" : nth}}${ending}`;
}

function nameOf(method: string, segments: readonly string[]): Endpoint {
  const template = `/${segments.join("/")}`;
  const verb = method.toUpperCase();
  return { name: `${verb} ${template}`, method: verb, template, makes: [], uses: [] };
}

/** The endpoint of a request as traffic shows it, or null when nothing like it was seen. */
export function foundEndpoint(templates: Templates, method: string, target: string): Endpoint | null {
  let branch = templates.root;
  const segments: string[] = [];
  for (const segment of segmentsOf(pathOf(target))) {
    const ending = valueEnding(branch, segment);
    const next = nextBranch(branch, segment);
    if (next === null) return null;
    segments.push(ending === null ? segment : placeholder(segments, ending));
    branch = next;
  }
  return branch.methods.has(method.toUpperCase()) ? nameOf(method, segments) : null;
}

/** Everything found so far, by name. */
export function foundEndpoints({ root }: Templates): Endpoint[] {
  const found: Endpoint[] = [];
  collect(root, [], found);
  return found.sort((left, right) => (left.name < right.name ? -1 : 1));
}

function collect(branch: Branch, segments: readonly string[], found: Endpoint[]): void {
  for (const method of branch.methods) found.push(nameOf(method, segments));
  for (const [word, below] of branch.words) collect(below, [...segments, word], found);
  for (const [ending, below] of branch.any) collect(below, [...segments, placeholder(segments, ending)], found);
}
