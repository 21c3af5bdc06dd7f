import { addAll, compareValues, mostLevels, sizeOf, type Walk, walkInto } from "./compare-json.ts";
import type { CompiledRules, EndpointRules } from "./compile-rules.ts";
import type { Comparison, Difference } from "./difference.ts";
import type { Answer } from "./exchange.ts";
import { excusedBy } from "./excuse-difference.ts";
import { type IdEquality, isSameId } from "./id-equality.ts";
import { type Json, readJsonPair, tokenOf } from "./json-value.ts";
import { type ScalarPair, scanInLockstep } from "./lockstep.ts";
import { type BodyKind, bodyKindOf, bytesAsText, headerOf, sameBytes, saysUtf8, textOf } from "./read-body.ts";
import { shapeOfPair } from "./value-shapes.ts";

export type CompareOptions = {
  /** The endpoint's name. */
  endpoint: string;
  rules: CompiledRules;
  ids: IdEquality;
};

type Context = { legacy: Answer; candidate: Answer; rules: EndpointRules; ids: IdEquality; found: Comparison };

/** Compares two whole answers: status, chosen headers, body. Bodies must be captured and decoded (no Content-Encoding left);
 *  one that was not captured counts as a difference, never as equal. Answers of unlike class (200 and 404) are one difference. */
export function compareAnswers(legacy: Answer, candidate: Answer, options: CompareOptions): Comparison {
  const found: Comparison = { differences: [], more: 0, ignored: {} };
  const context = { legacy, candidate, rules: options.rules.of(options.endpoint), ids: options.ids, found };
  if (legacy.status !== candidate.status) compareStatus(context);
  if (Math.floor(legacy.status / 100) !== Math.floor(candidate.status / 100)) return found;
  for (const name of context.rules.comparedHeaders) compareHeader(context, name);
  compareBodies(context);
  return found;
}

function compareStatus({ legacy, candidate, rules, found }: Context): void {
  const [left, right] = [String(legacy.status), String(candidate.status)];
  const difference: Difference = {
    kind: "status",
    path: "status",
    at: "status",
    legacy: left,
    candidate: right,
    shape: `${left} → ${right}`,
  };
  add({ rules, found }, difference, [legacy.status, candidate.status]);
}

/** Keeps a difference unless a rule excuses it. */
function add(
  { rules, found }: Pick<Context, "rules" | "found">,
  difference: Difference,
  [legacy, candidate]: [Json | undefined, Json | undefined],
): void {
  const rule = excusedBy(rules.at(difference.path), { kind: difference.kind, legacy, candidate });
  if (rule === null) found.differences.push(difference);
  else found.ignored[rule.id] = (found.ignored[rule.id] ?? 0) + 1;
}

function compareHeader(context: Context, name: string): void {
  const [legacy, candidate] = [headerOf(context.legacy.headers, name), headerOf(context.candidate.headers, name)];
  if (legacy === candidate) return;
  const path = `header:${name}`;
  if (isSameId(context.ids, context.rules.idPlace, { path: () => path, legacy, candidate })) return;
  const pair: [Json | undefined, Json | undefined] = [legacy ?? undefined, candidate ?? undefined];
  const shape = shapeOfPair(legacy === null || candidate === null ? "missing" : "value", ...pair);
  const [left, right] = [token(legacy), token(candidate)];
  add(context, { kind: "header", path, at: path, legacy: left, candidate: right, shape }, pair);
}

function token(text: string | null): string | null {
  return text === null ? null : tokenOf(text);
}

function compareBodies(context: Context): void {
  const [legacy, candidate] = [context.legacy.body, context.candidate.body];
  if (legacy.length === 0 && candidate.length === 0) return;
  if (legacy.bytes === null || candidate.bytes === null) addBody(context, "not captured", [undefined, undefined]);
  else if (!sameBytes(legacy.bytes, candidate.bytes)) compareByKind(context);
}

function compareByKind(context: Context): void {
  const [left, right] = [bodyKindOf(context.legacy), bodyKindOf(context.candidate)];
  if (left !== right) compareUnlike(context, left, right);
  else if (left === "json") compareJson(context);
  else if (left === "text") compareText(context);
  else addBody(context, "bytes → bytes", [lengthOf(context.legacy), lengthOf(context.candidate)]);
}

function lengthOf(answer: Answer): string {
  return `${answer.body.length} bytes`;
}

function addBody(context: Context, shape: string, pair: [string | undefined, string | undefined]): void {
  const [legacy, candidate] = pair;
  add(
    context,
    { kind: "body", path: "$", at: "$", legacy: token(legacy ?? null), candidate: token(candidate ?? null), shape },
    pair,
  );
}

/** JSON here, a page of text there: no fields to compare. */
function compareUnlike(context: Context, left: BodyKind, right: BodyKind): void {
  const excerpt = (answer: Answer, kind: BodyKind) =>
    kind === "nothing" ? undefined : kind === "bytes" ? lengthOf(answer) : textOf(answer).slice(0, 300);
  addBody(context, `${left} → ${right}`, [excerpt(context.legacy, left), excerpt(context.candidate, right)]);
}

function textsOf({ legacy, candidate }: Context): [string, string] {
  const texts: [string, string] = [textOf(legacy), textOf(candidate)];
  const isBroken = (text: string) => text.includes("\uFFFD");
  return isBroken(texts[0]) && isBroken(texts[1]) ? [bytesAsText(legacy), bytesAsText(candidate)] : texts;
}

function compareJson(context: Context): void {
  if (compareQuickly(context)) return;
  const [left, right] = textsOf(context);
  const [legacy, candidate] = readJsonPair(left, right);
  if (legacy !== null && candidate !== null) {
    compareValues(walkInto(context.found, context), legacy.value, candidate.value);
    return;
  }
  const kindOf = (read: unknown) => (read === null ? "broken json" : "json");
  addBody(context, `${kindOf(legacy)} → ${kindOf(candidate)}`, [left.slice(0, 300), right.slice(0, 300)]);
}

/** Texts of an endpoint that are not built alike seldom are so the next time: after each give-up twice as many pairs of it are read whole at
 *  once. It saves time only: both ways tell the same. */
type Patience = { pairsToSkip: number; skipped: number };
const mostSkipped = 64;
const patienceOf = new WeakMap<EndpointRules, Patience>();

function compareQuickly(context: Context): boolean {
  const patience = patienceOf.get(context.rules) ?? { pairsToSkip: 0, skipped: 0 };
  patienceOf.set(context.rules, patience);
  if (patience.skipped++ < patience.pairsToSkip) return false;
  const isTold = compareInLockstep(context);
  patience.pairsToSkip = isTold ? 0 : Math.min(mostSkipped, patience.pairsToSkip * 2 + 1);
  patience.skipped = 0;
  return isTold;
}

/** Two texts of the same build are compared without being read: false where they are not, and nothing is added. In an array a difference that
 *  counts asks for the whole array, which may stand in another order; one that rules excuse does not. */
function compareInLockstep({ legacy, candidate, rules, ids, found }: Context): boolean {
  if (legacy.body.bytes === null || candidate.body.bytes === null || rules.pairsArrays) return false;
  if (!saysUtf8(legacy) || !saysUtf8(candidate)) return false;
  const part: Comparison = { differences: [], more: 0, ignored: {} };
  const walk = walkInto(part, { rules, ids });
  const texts = { legacy: legacy.body.bytes, candidate: candidate.body.bytes, mostLevels };
  if (!scanInLockstep(texts, (pair) => isSettled(walk, pair))) return false;
  addAll(found, part);
  return true;
}

/** Adds what two scalars differ in; false when that asks for the array around them. */
function isSettled(walk: Walk, { steps, legacy, candidate }: ScalarPair): boolean {
  const before = sizeOf(walk.found);
  walk.steps = steps;
  compareValues(walk, legacy, candidate);
  return sizeOf(walk.found) === before || steps.every((step) => typeof step === "string");
}

/** Texts are shown from shortly before the first place where they differ. */
function compareText(context: Context): void {
  const [left, right] = textsOf(context);
  if (left === right) return;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  const whole = add.bind(null, context);
  const from = Math.max(0, at - 40);
  const excerpt = (text: string) => tokenOf(text.slice(from, from + 300));
  const shape = shapeOfPair("value", left, right);
  whole(
    { kind: "body", path: "$", at: `character ${at + 1}`, legacy: excerpt(left), candidate: excerpt(right), shape },
    [left, right],
  );
}
