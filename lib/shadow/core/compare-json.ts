import { type Alignment, type Arrays, alignByContent, alignByRule } from "./align-arrays.ts";
import type { EndpointRules } from "./compile-rules.ts";
import type { Comparison, Difference, DifferenceKind } from "./difference.ts";
import { excusedBy } from "./excuse-difference.ts";
import { type IdEquality, isSameId } from "./id-equality.ts";
import { canonicalNumber, type Json, type JsonObject, longNumber, tokenOf, typeOfJson } from "./json-value.ts";
import { exactPath, normalisedPath, type Step } from "./normalise-path.ts";
import { renamedMembers } from "./renamed-members.ts";
import { shapeOfPair } from "./value-shapes.ts";

/** Differences kept of a pair; further ones are only counted. */
const mostDifferences = 200;
/** Levels that are looked into; what is nested deeper counts as a difference unless its bytes are equal. */
export const mostLevels = 200;

/** A walk through two values side by side. A silent walk only asks whether they are equal and stops at the first difference. */
export type Walk = {
  rules: EndpointRules;
  ids: IdEquality;
  steps: Step[];
  found: Comparison;
  silent: boolean;
  differs: boolean;
  /** How many arrays may still be compared in a second way: nested ones would double the work level by level. */
  triesLeft: number;
};

const mostTries = 300;

/** A walk from the top that adds to `found`. */
export function walkInto(found: Comparison, { rules, ids }: Pick<Walk, "rules" | "ids">): Walk {
  return { rules, ids, steps: [], found, silent: false, differs: false, triesLeft: mostTries };
}

/** Compares two values below `walk.steps` and adds what differs to `walk.found`. */
export function compareValues(walk: Walk, legacy: Json, candidate: Json): void {
  if (legacy === candidate) return;
  if (typeof legacy === "object" && typeof candidate === "object" && legacy !== null && candidate !== null) {
    compareHolders(walk, legacy, candidate);
  } else compareScalars(walk, legacy, candidate);
}

function compareHolders(walk: Walk, legacy: Json[] | JsonObject, candidate: Json[] | JsonObject): void {
  if (walk.steps.length >= mostLevels) report(walk, "body", legacy, candidate);
  else if (Array.isArray(legacy) && Array.isArray(candidate)) compareArrays(walk, legacy, candidate);
  else if (Array.isArray(legacy) || Array.isArray(candidate)) report(walk, "type", legacy, candidate);
  else compareObjects(walk, legacy, candidate);
}

/** Unequal scalars, or values of unlike types. */
function compareScalars(walk: Walk, legacy: Json, candidate: Json): void {
  const type = typeOfJson(legacy);
  if (type === "number" && typeOfJson(candidate) === "number" && isSameNumber(legacy, candidate)) return;
  if (isSameId(walk.ids, walk.rules.idPlace, { path: () => normalisedPath(walk.steps), legacy, candidate })) return;
  report(walk, type === typeOfJson(candidate) ? "value" : "type", legacy, candidate);
}

function isSameNumber(legacy: Json, candidate: Json): boolean {
  const [left, right] = [longNumber(legacy), longNumber(candidate)];
  if (left === null && right === null) return false;
  return canonicalNumber(left ?? String(legacy)) === canonicalNumber(right ?? String(candidate));
}

function compareObjects(walk: Walk, legacy: JsonObject, candidate: JsonObject): void {
  const missing: string[] = [];
  let met = 0;
  for (const name of Object.keys(legacy)) {
    if (!Object.hasOwn(candidate, name)) missing.push(name);
    else {
      met++;
      const [left, right] = [legacy[name] ?? null, candidate[name] ?? null];
      if (left !== right) compareBelow(walk, name, left, right);
    }
    if (walk.silent && walk.differs) return;
  }
  const names = Object.keys(candidate);
  if (missing.length === 0 && names.length === met) return;
  const extra = names.filter((name) => !Object.hasOwn(legacy, name));
  reportMembers(walk, { legacy, candidate, missing, extra });
}

/** Compares what stands one step further. */
function compareBelow(walk: Walk, step: Step, legacy: Json, candidate: Json): void {
  walk.steps.push(step);
  compareValues(walk, legacy, candidate);
  walk.steps.pop();
}

type Members = { legacy: JsonObject; candidate: JsonObject; missing: string[]; extra: string[] };

/** Members on one side only. One that stands there under another name is one difference, not two. */
function reportMembers(walk: Walk, { legacy, candidate, missing, extra }: Members): void {
  const isRenamed = (name: string, newName: string) =>
    isSameBelow(walk, name, [legacy[name] ?? null, candidate[newName] ?? null]);
  const renamed = renamedMembers(missing, extra, isRenamed);
  const told = new Set<string>();
  for (const name of missing) {
    const newName = renamed.get(name);
    const counted = reportBelow(walk, { step: name, kind: "missing", legacy: legacy[name], renamed: newName });
    if (counted && newName !== undefined) told.add(newName);
  }
  for (const name of extra)
    if (!told.has(name)) reportBelow(walk, { step: name, kind: "extra", candidate: candidate[name] });
}

type Below = {
  step: Step;
  kind: DifferenceKind;
  legacy?: Json | undefined;
  candidate?: Json | undefined;
  renamed?: string | undefined;
};

function reportBelow(walk: Walk, { step, kind, legacy, candidate, renamed }: Below): boolean {
  const around = kind === "extra" ? normalisedPath(walk.steps) : null;
  walk.steps.push(step);
  const counted = report(walk, kind, legacy, candidate, { renamed, around });
  walk.steps.pop();
  return counted;
}

/** Whether two values one step further are equal under the rules; told to nobody. */
function isSameBelow(walk: Walk, step: Step, [legacy, candidate]: [Json, Json]): boolean {
  if (legacy === candidate) return true;
  const silent: Walk = { ...walk, steps: [...walk.steps, step], silent: true, differs: false };
  compareValues(silent, legacy, candidate);
  return !silent.differs;
}

/** By a rule of the array's own, else by place: most arrays are equal so. Where that tells of differences, another order or key is looked for. */
function compareArrays(walk: Walk, legacy: Json[], candidate: Json[]): void {
  const byRule = walk.rules.pairsArrays
    ? alignByRule(walk.rules.at(normalisedPath(walk.steps)), arraysOf(walk, legacy, candidate))
    : null;
  if (byRule !== null) compareAligned(walk, byRule, [legacy, candidate]);
  else {
    if (legacy.length !== candidate.length) report(walk, "length", legacy, candidate);
    if (walk.silent) compareByPlace(walk, legacy, candidate);
    else compareByPlaceOrBetter(walk, legacy, candidate);
  }
}

/** Another alignment is taken when it explains the arrays with fewer differences; of arrays of unlike length, with no more. */
function compareByPlaceOrBetter(walk: Walk, legacy: Json[], candidate: Json[]): void {
  const byPlace = foundApart(walk, () => compareByPlace(walk, legacy, candidate));
  const isWorth = sizeOf(byPlace) > 0 && walk.triesLeft-- > 0;
  const other = isWorth ? alignByContent(arraysOf(walk, legacy, candidate)) : null;
  const byContent = other && foundApart(walk, () => compareAligned(walk, other, [legacy, candidate]));
  const most = sizeOf(byPlace) - (legacy.length === candidate.length ? 1 : 0);
  addAll(walk.found, byContent && sizeOf(byContent) <= most ? byContent : byPlace);
}

/** How many differences count. */
export const sizeOf = ({ differences, more }: Comparison) => differences.length + more;

/** What a piece of the walk finds, not yet added to the whole. */
function foundApart(walk: Walk, compare: () => void): Comparison {
  const whole = walk.found;
  const part: Comparison = { differences: [], more: 0, ignored: {} };
  walk.found = part;
  compare();
  walk.found = whole;
  return part;
}

/** Adds what a piece found to the whole, which keeps no more than `mostDifferences`. */
export function addAll(into: Comparison, { differences, more, ignored }: Comparison): void {
  const room = Math.max(0, mostDifferences - into.differences.length);
  for (const difference of differences.slice(0, room)) into.differences.push(difference);
  into.more += more + Math.max(0, differences.length - room);
  for (const rule of Object.keys(ignored)) into.ignored[rule] = (into.ignored[rule] ?? 0) + (ignored[rule] ?? 0);
}

function arraysOf(walk: Walk, legacy: Json[], candidate: Json[]): Arrays {
  return { legacy, candidate, isSame: (left, right) => isSameBelow(walk, 0, [left, right]) };
}

function compareByPlace(walk: Walk, legacy: Json[], candidate: Json[]): void {
  const length = Math.min(legacy.length, candidate.length);
  for (let place = 0; place < length; place++) {
    if (walk.silent && walk.differs) return;
    compareBelow(walk, place, legacy[place] ?? null, candidate[place] ?? null);
  }
}

function compareAligned(
  walk: Walk,
  { pairs, reordered, alone }: Alignment,
  [legacy, candidate]: [Json[], Json[]],
): void {
  if (reordered) report(walk, "order", legacy, candidate);
  for (const place of alone.legacy) reportBelow(walk, { step: place, kind: "missing", legacy: legacy[place] });
  for (const place of alone.candidate) reportBelow(walk, { step: place, kind: "extra", candidate: candidate[place] });
  for (const [left, right] of pairs) {
    if (walk.silent && walk.differs) return;
    compareBelow(walk, left, legacy[left] ?? null, candidate[right] ?? null);
  }
}

type Place = { renamed?: string | undefined; around?: string | null };

/** Adds a difference unless a rule excuses it; says whether it counts. */
function report(
  walk: Walk,
  kind: DifferenceKind,
  legacy: Json | undefined,
  candidate: Json | undefined,
  { renamed, around }: Place = {},
): boolean {
  const path = normalisedPath(walk.steps);
  const here = walk.rules.at(path);
  const rules = around ? [...here, ...walk.rules.at(around).filter((rule) => rule.effect.do === "allow-extra")] : here;
  const rule = excusedBy(rules, { kind, legacy, candidate });
  if (rule !== null) return ignore(walk, rule.id);
  walk.differs = true;
  if (walk.silent) return true;
  if (walk.found.differences.length >= mostDifferences) walk.found.more++;
  else walk.found.differences.push(differenceOf({ walk, path, kind, legacy, candidate, renamed }));
  return true;
}

/** Ignored is counted by rule, and never counted as equal. */
function ignore(walk: Walk, ruleId: string): false {
  if (!walk.silent) walk.found.ignored[ruleId] = (walk.found.ignored[ruleId] ?? 0) + 1;
  return false;
}

type Told = {
  walk: Walk;
  path: string;
  kind: DifferenceKind;
  legacy: Json | undefined;
  candidate: Json | undefined;
  renamed: string | undefined;
};

function differenceOf({ walk, path, kind, legacy, candidate, renamed }: Told): Difference {
  const shape = shapeOfPair(kind, legacy, candidate);
  return {
    kind,
    path,
    at: exactPath(walk.steps),
    legacy: legacy === undefined ? null : tokenOf(legacy),
    candidate: candidate === undefined ? null : tokenOf(candidate),
    shape: renamed === undefined ? shape : `${shape}, stands as ${renamed}`,
  };
}
