import type { Criterion, Metric, Objectives } from "#lib/load/core/criterion.ts";
import { missingIn } from "#lib/load/core/criterion-scope.ts";
import type { ObjectiveSetView } from "#lib/load/core/objective-set-view.ts";
import type { Environment } from "#lib/load/core/run.ts";
import type { Scenario } from "#lib/load/core/scenario.ts";
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
};

export const criterionPlace = (index: number) => `objectives.criteria.${index}`;

type At = { scenario: Scenario | null; notes: Notes };

export function readLimits(draft: RunDraft, choice: SetChoice, at: At): LimitsRead {
  if (draft.limits === "set") return limitsOfSet(draft.objectiveSetId, choice, at);
  const criteria = draft.criteria.map((row, index) => criterionOf(row, index, at));
  const [errors, slow] = [abortOf(draft, at.notes), slowOf(draft, at.notes)];
  return { criteria, abortWhen: errors, abortWhenSlow: slow };
}

/** A set's limits as they stand now; none as long as nobody knows for which environment. */
function limitsOfSet(id: string, { sets, environment }: SetChoice, { scenario, notes }: At): LimitsRead {
  const none: LimitsRead = { criteria: [], abortWhen: null, abortWhenSlow: null };
  if (id === "") notes.miss("objectiveSetId");
  const set = sets.find((one) => one.id === id);
  if (set === undefined && id !== "") notes.refuse("objectiveSetId", "this set is not among the pilot's any more");
  const found = environment === null ? undefined : set?.objectives[environment];
  if (found === undefined) return none;
  for (const { scope } of found.criteria) {
    const missing = scenario === null ? null : missingIn(scenario, scope);
    if (missing !== null) notes.refuse("objectiveSetId", `it asks for a ${missing}, which the scenario has not`);
  }
  return { ...found, criteria: [...found.criteria], abortWhenSlow: found.abortWhenSlow ?? null };
}

function criterionOf(row: CriterionDraft, index: number, { scenario, notes }: At): Criterion | null {
  const place = criterionPlace(index);
  const limit = notes.number(`${place}.limit`, row.limit);
  const warn = notes.numberOr(`${place}.warn`, row.warn, null);
  const metric = wholeMetric(row, place, notes);
  if (metric === null) {
    notes.miss(`${place}.metric`);
    return null;
  }
  const scope = scopeOf(row.scope);
  const missing = scenario === null ? null : missingIn(scenario, scope);
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
  return kind === "errors" || (kind === "percentile" && per === "run") ? judge : "measured";
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
