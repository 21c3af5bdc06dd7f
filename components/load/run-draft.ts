import { z } from "zod";
import type { Criterion, Metric, Objectives } from "#lib/load/core/criterion.ts";
import type { Profile, Ramp } from "#lib/load/core/profile.ts";
import type { RunInputs } from "#lib/load/core/repeat.ts";
import { metricName } from "#lib/load/core/say.ts";
import { clean, exactText, numberText } from "./new-run-number.ts";

/** The new-run form as it is typed: texts, not figures, so that nothing typed is lost. Stored in the browser, so its shape is checked. */

const text = z.string().max(600);
const unit = z.enum(["s", "min", "h"]);
export type TimeUnit = z.output<typeof unit>;
export const secondsOf: Record<TimeUnit, number> = { s: 1, min: 60, h: 3600 };

const stage = z.object({
  id: z.number(),
  /** By step: so many of one step in a time; the mix gives the rest. */
  shape: z.enum(["constant", "ramp", "by step"]),
  from: text,
  to: text,
  times: text,
  step: text,
  length: text,
  unit,
});
export type StageDraft = z.output<typeof stage>;

const criterion = z.object({
  id: z.number(),
  /** "p99", "errors"; empty until chosen. */
  metric: z.string().max(20),
  /** Empty: all steps. */
  step: text,
  limit: text,
  judge: z.enum(["measured", "bound"]),
});
export type CriterionDraft = z.output<typeof criterion>;

const naming = z.object({ name: text, baseUrl: text, environment: z.string().max(20), reason: text });
const unlocking = z.object({ systemId: z.string().max(60), reason: text, minutes: text });

export const RunDraft = z.object({
  /** The template or scenario it was last filled from: "template flowviz-smoke", "scenario 0198…"; empty for none. */
  filledFrom: text,
  name: text,
  scenarioText: z.string().max(400_000),
  model: z.enum(["", "open", "closed"]),
  stages: z.array(stage).min(1).max(20),
  maxUsers: text,
  /** Seconds. */
  startLimit: text,
  users: text,
  spawnPerSecond: text,
  length: text,
  unit,
  criteria: z.array(criterion).max(50),
  abort: z.enum(["never", "errors"]),
  /** Percent. */
  abortErrors: text,
  abortSeconds: text,
  systemId: z.string().max(60),
  countsForLaunch: z.boolean().default(false),
  /** The small form that names a system, and the one that unlocks production; null while closed. */
  naming: naming.nullable(),
  unlocking: unlocking.nullable(),
});
export type RunDraft = z.output<typeof RunDraft>;

const firstStage: StageDraft = {
  ...{ id: 1, shape: "constant", from: "", to: "", times: "", step: "", length: "", unit: "min" },
};

/** Nothing with an outcome is chosen; room for users and waiting as usual. */
export const emptyDraft: RunDraft = {
  filledFrom: "",
  name: "",
  scenarioText: "",
  model: "",
  stages: [firstStage],
  maxUsers: "200",
  startLimit: "5",
  users: "",
  spawnPerSecond: "",
  length: "",
  unit: "min",
  criteria: [],
  abort: "never",
  abortErrors: "5",
  abortSeconds: "30",
  systemId: "",
  countsForLaunch: false,
  naming: null,
  unlocking: null,
};

export type Filling = {
  key: string;
  name: string;
  text: string;
  version?: number;
  profile?: Profile;
  objectives?: Objectives;
};

/** Takes over a scenario, and load and objectives where they come with it. A name of one's own stays; `named` is the name that the
 *  form itself had put there. */
export function fill(draft: RunDraft, from: Filling, named: string | null): RunDraft {
  const ownName = draft.name.trim() !== "" && draft.name !== named;
  return {
    ...draft,
    filledFrom: from.key,
    name: ownName ? draft.name : from.name,
    scenarioText: from.text,
    ...(from.profile === undefined ? {} : loadOf(from.profile)),
    ...(from.objectives === undefined ? {} : objectivesOf(from.objectives)),
  };
}

export function fillingFrom({ number, name, scenarioText, profile, objectives }: RunInputs): Filling {
  return { key: `run ${number}`, name, text: scenarioText, profile, objectives };
}

/** The inputs of a run, all of them. */
export function repeatDraft(from: RunInputs): RunDraft {
  return { ...fill(emptyDraft, fillingFrom(from), null), systemId: from.systemId };
}

function loadOf(profile: Profile): Partial<RunDraft> {
  if (profile.model === "closed") {
    const { users, spawnPerSecond, durationSeconds } = profile;
    const typed = { users: numberText(users), spawnPerSecond: numberText(spawnPerSecond) };
    return { model: "closed", ...typed, ...lengthOf(durationSeconds) };
  }
  const { stages, maxUsers, startLimitMs } = profile;
  const room = { maxUsers: numberText(maxUsers), startLimit: numberText(startLimitMs / 1000) };
  return { model: "open", stages: stages.map(stageOf), ...room };
}

function stageOf({ from, to, seconds }: Ramp, index: number): StageDraft {
  const shape = from === to ? "constant" : "ramp";
  return { ...firstStage, id: index + 1, shape, from: exactText(from), to: exactText(to), ...lengthOf(seconds) };
}

function lengthOf(seconds: number): { length: string; unit: TimeUnit } {
  const fits = (["h", "min"] as const).find((one) => seconds % secondsOf[one] === 0) ?? "s";
  return { length: numberText(seconds / secondsOf[fits]), unit: fits };
}

function objectivesOf({ criteria, abortWhen }: Objectives): Partial<RunDraft> {
  const rows = criteria.map(criterionOf);
  if (abortWhen === null) return { criteria: rows, abort: "never" };
  const abortErrors = numberText(abortWhen.errorRatio * 100);
  return { criteria: rows, abort: "errors", abortErrors, abortSeconds: numberText(abortWhen.seconds) };
}

function criterionOf({ metric, scope, limit, judge }: Criterion, index: number): CriterionDraft {
  const shown = limitUnit(metricName(metric)) === "%" ? limit * 100 : limit;
  return {
    id: index + 1,
    metric: metricName(metric),
    step: scope.kind === "step" ? scope.step : "",
    limit: numberText(shown),
    judge,
  };
}

/** A new row below the others, its id above theirs. */
export function withStage(stages: readonly StageDraft[]): StageDraft[] {
  return [...stages, { ...firstStage, id: idAfter(stages) }];
}

export function withCriterion(criteria: readonly CriterionDraft[]): CriterionDraft[] {
  return [...criteria, { id: idAfter(criteria), metric: "", step: "", limit: "", judge: "measured" }];
}

function idAfter(rows: readonly { id: number }[]): number {
  return Math.max(0, ...rows.map(({ id }) => id)) + 1;
}

/** What a run can be judged by, as the form offers it. */
export const metricsOffered = ["p50", "p90", "p95", "p99", "p99.9", "mean", "max", "errors", "throughput", "delivered"];

/** "p99.9" is the 0.999 percentile; null for what is no metric. */
export function metricOf(name: string): Metric | null {
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(name)?.[1];
  if (percentile !== undefined) return { kind: "percentile", q: clean(Number(percentile) / 100) };
  const kinds = ["mean", "max", "errors", "throughput", "delivered"] as const;
  const kind = kinds.find((one) => one === name);
  return kind === undefined ? null : { kind };
}

export function limitUnit(metric: string): "ms" | "%" | "per s" | "" {
  if (metric === "") return "";
  if (metric === "errors" || metric === "delivered") return "%";
  return metric === "throughput" ? "per s" : "ms";
}

export function mayJudgeByBound(metric: string): boolean {
  return metric === "errors" || metric.startsWith("p");
}

/** Another metric keeps a limit only where it still means the same, and is judged as usual: errors by bound, the rest as measured. */
export function withMetric(row: CriterionDraft, metric: string): CriterionDraft {
  const limit = limitUnit(metric) === limitUnit(row.metric) || row.metric === "" ? row.limit : "";
  const step = metric === "delivered" ? "" : row.step;
  return { ...row, metric, step, limit, judge: metric === "errors" ? "bound" : "measured" };
}
