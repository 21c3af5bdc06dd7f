import type { Criterion, Metric, Objectives } from "#lib/load/core/criterion.ts";
import { missingIn } from "#lib/load/core/criterion-scope.ts";
import { noRecoveryInSearch, unjudgedInSearch } from "#lib/load/core/judge-search.ts";
import { type LimitsOfPart, limitsOfPart } from "#lib/load/core/limits-of-part.ts";
import type { ObjectiveSetView } from "#lib/load/core/objective-set-view.ts";
import type { Profile } from "#lib/load/core/profile.ts";
import type { Scenario } from "#lib/load/core/scenario.ts";
import type { Environment } from "#lib/platform/core/environment.ts";
import { limitUnit, metricOf, percentileOf, scopeOf } from "./criterion-draft.ts";
import type { Notes } from "./draft-notes.ts";
import { clean } from "./new-run-number.ts";
import type { CriterionDraft, RunDraft } from "./run-draft.ts";

/** Which limits a draft asks for: those typed, or those of a set for the target's environment. */

export type SetChoice = { sets: readonly ObjectiveSetView[]; environment: Environment | null };
type Criteria = (Criterion | null)[];
export type LimitsRead = {
  criteria: Criteria;
  abortWhen: Objectives["abortWhen"];
  abortWhenSlow: Objectives["abortWhenSlow"];
  /** Of a set: about what the part does not send. */
  leftOut: readonly Criterion[];
};

export const criterionPlace = (index: number) => `objectives.criteria.${index}`;

/** `part`: what of the scenario is sent. */
type At = { scenario: Scenario | null; part: Scenario | null; profile: Profile | null; notes: Notes };

export function readLimits(draft: RunDraft, choice: SetChoice, at: At): LimitsRead {
  if (draft.limits === "set") return limitsOfSet(draft.objectiveSetId, choice, at);
  const criteria = draft.criteria.map((row, index) => criterionOf(row, index, at));
  const [errors, slow] = [abortOf(draft, at.notes), slowOf(draft, at.notes)];
  return { criteria, abortWhen: errors, abortWhenSlow: slow, leftOut: [] };
}

const setPlace = "objectiveSetId";

/** A set's limits as they stand now; none as long as nobody knows for which environment. */
function limitsOfSet(id: string, { sets, environment }: SetChoice, at: At): LimitsRead {
  const none: LimitsRead = { criteria: [], abortWhen: null, abortWhenSlow: null, leftOut: [] };
  if (id === "") at.notes.miss(setPlace);
  const set = sets.find((one) => one.id === id);
  if (set === undefined && id !== "") at.notes.refuse(setPlace, "this set is not among the pilot's any more");
  if (set !== undefined && set.mistake !== null) at.notes.refuse(setPlace, `it has to be mended: ${set.mistake}`);
  const found = environment === null ? undefined : set?.objectives[environment];
  if (found === undefined) return none;
  const { kept, leftOut } = fittedTo(found.criteria, at);
  return { ...found, criteria: kept, leftOut, abortWhenSlow: found.abortWhenSlow ?? null };
}

/** Without those about what the part does not send; all of them while that is not known, and where they do not fit at all. */
function fittedTo(criteria: readonly Criterion[], { scenario, part, profile, notes }: At) {
  const all = { kept: [...criteria], leftOut: [] };
  const fit = scenario === null || part === null ? null : limitsOfPart(criteria, { scenario, part });
  if (fit !== null && !fit.ok) notes.refuse(setPlace, misfitInWords(fit));
  const found = fit === null || !fit.ok ? all : fit;
  if (profile !== null && unjudgedInSearch(found.kept, profile) !== null) notes.refuse(setPlace, noRecoveryInSearch);
  return found;
}

function misfitInWords(misfit: Exclude<LimitsOfPart, { ok: true }>): string {
  if (misfit.why === "none-left") return "none of its limits is about what this part sends";
  return `it asks for a ${misfit.what}, which the scenario has not`;
}

function criterionOf(row: CriterionDraft, index: number, { part, notes }: At): Criterion | null {
  const place = criterionPlace(index);
  const limit = notes.number(`${place}.limit`, row.limit);
  const warn = notes.numberOr(`${place}.warn`, row.warn, null);
  const metric = wholeMetric(row, place, notes);
  if (metric === null) {
    notes.miss(`${place}.metric`);
    return null;
  }
  const scope = scopeOf(row.scope);
  const missing = part === null ? null : missingIn(part, scope);
  if (missing !== null) notes.refuse(`${place}.scope.${scope.kind}`, `the scenario has no ${missing}`);
  const rest = {
    ...(warn === null ? {} : { warn: inMetric(row, warn) }),
    ...(row.per === "run" ? {} : { per: row.per }),
  };
  return { metric, scope, limit: inMetric(row, limit), judge: judgeOf(row, metric), ...rest };
}

function wholeMetric(row: CriterionDraft, place: string, notes: Notes): Metric | null {
  if (row.metric !== "recovery") return metricOf(row.metric);
  const q = percentileOf(row.backTo) ?? 0.95;
  return { kind: "recovery", q, limitMs: notes.number(`${place}.metric.limitMs`, row.backUnder) };
}

function inMetric({ metric }: CriterionDraft, typed: number): number {
  return limitUnit(metric) === "%" ? clean(typed / 100) : typed;
}

function judgeOf({ judge, per }: CriterionDraft, { kind }: Metric): Criterion["judge"] {
  return per === "run" && (kind === "errors" || kind === "percentile") ? judge : "measured";
}

const forSeconds = { most: 3_600, says: "1 to 3,600 whole seconds" };

function abortOf({ abort, abortErrors, abortSeconds }: RunDraft, notes: Notes): Objectives["abortWhen"] {
  if (abort !== "errors" && abort !== "both") return null;
  const place = "objectives.abortWhen";
  const percent = notes.number(`${place}.errorRatio`, abortErrors);
  if (percent > 100) notes.refuse(`${place}.errorRatio`, "at most 100 %");
  return { errorRatio: clean(percent / 100), seconds: notes.whole(`${place}.seconds`, abortSeconds, forSeconds) };
}

function slowOf({ abort, slowMetric, slowLimit, slowSeconds }: RunDraft, notes: Notes): Objectives["abortWhenSlow"] {
  if (abort !== "slow" && abort !== "both") return null;
  const place = "objectives.abortWhenSlow";
  const limitMs = notes.number(`${place}.limitMs`, slowLimit);
  const seconds = notes.whole(`${place}.seconds`, slowSeconds, forSeconds);
  return { q: percentileOf(slowMetric) ?? 0.95, limitMs, seconds };
}
