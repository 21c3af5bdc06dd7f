import { compareValues, mostTries, type Walk } from "./compare-json.ts";
import type { CompiledRules, EndpointRules } from "./compile-rules.ts";
import type { Comparison, Difference } from "./difference.ts";
import type { Answer } from "./exchange.ts";
import { excusedBy } from "./excuse-difference.ts";
import { type IdEquality, isSameId } from "./id-equality.ts";
import { type Json, readJsonPair, tokenOf } from "./json-value.ts";
import { type BodyKind, bodyKindOf, bytesAsText, headerOf, sameBytes, textOf } from "./read-body.ts";
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
  const { rules, ids, found } = context;
  const [left, right] = textsOf(context);
  const [legacy, candidate] = readJsonPair(left, right);
  if (legacy !== null && candidate !== null) {
    const walk: Walk = { rules, ids, steps: [], found, silent: false, differs: false, triesLeft: mostTries };
    compareValues(walk, legacy.value, candidate.value);
    return;
  }
  const kindOf = (read: unknown) => (read === null ? "broken json" : "json");
  addBody(context, `${kindOf(legacy)} → ${kindOf(candidate)}`, [left.slice(0, 300), right.slice(0, 300)]);
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
