import { z } from "zod";
import type { Objectives } from "#lib/load/core/criterion.ts";
import type { Only } from "#lib/load/core/part-of-scenario.ts";
import type { Profile } from "#lib/load/core/profile.ts";
import { firstFigures } from "./shape-figures.ts";

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

const level = z.object({
  id: z.number(),
  users: text,
  /** By a time, or when each user has sent so many requests; then the length is the longest. */
  ends: z.enum(["time", "count"]),
  each: text,
  length: text,
  unit,
});
export type LevelDraft = z.output<typeof level>;

const criterion = z.object({
  id: z.number(),
  /** "p99", "errors", "recovery"; empty until chosen. */
  metric: z.string().max(20),
  /** "step:register lot", "tag:read", "users:biller"; empty for all. */
  scope: text,
  limit: text,
  warn: text,
  per: z.enum(["run", "second"]),
  judge: z.enum(["measured", "bound"]),
  /** Of a recovery: the percentile that has to be back, and under how many ms. */
  backTo: z.string().max(20),
  backUnder: text,
});
export type CriterionDraft = z.output<typeof criterion>;

/** `text` null: a file too large to be kept in the browser; it has to be chosen again. */
const file = z.object({ name: z.string().max(200), text: z.string().nullable() });

const openShape = z.enum(["constant", "ramp", "steps", "burst", "spike", "soak", "search", "own"]);
export type OpenShapeName = z.output<typeof openShape>;
const closedShape = z.enum(["users", "sweep", "batches", "own"]);
export type ClosedShapeName = z.output<typeof closedShape>;

const naming = z.object({ name: text, baseUrl: text, environment: z.string().max(20), reason: text });
const unlocking = z.object({ systemId: z.string().max(60), reason: text, minutes: text });

export const RunDraft = z.object({
  /** The template or scenario it was last filled from: "template flowviz-smoke", "scenario 0198…"; empty for none. */
  filledFrom: text,
  name: text,
  scenarioText: z.string().max(400_000),
  files: z.array(file).max(10),
  kind: z.enum(["load", "smoke"]),
  passes: text,
  /** As a criterion's scope. */
  only: text,
  model: z.enum(["", "open", "closed"]),
  openShape,
  closedShape,
  /** What was typed for each shape: "burst.base". */
  figures: z.record(z.string().max(40), text),
  stages: z.array(stage).min(1).max(50),
  /** A draft that was kept before there was a choice is even. */
  arrivals: z.enum(["even", "poisson"]).catch("even"),
  maxUsers: text,
  /** Seconds. */
  startLimit: text,
  warmUp: text,
  /** The run ends after the first level that does not hold or cannot be judged; requests a second that have to hold, or empty. */
  search: z.boolean(),
  atLeast: text,
  users: text,
  spawnPerSecond: text,
  length: text,
  unit,
  levels: z.array(level).max(50),
  limits: z.enum(["own", "set"]),
  objectiveSetId: z.string().max(60),
  criteria: z.array(criterion).max(50),
  /** A limit as k6 writes it, not yet taken over. */
  expression: text,
  abort: z.enum(["never", "errors", "slow", "both"]),
  /** Percent. */
  abortErrors: text,
  abortSeconds: text,
  slowMetric: z.string().max(20),
  slowLimit: text,
  slowSeconds: text,
  systemId: z.string().max(60),
  countsForLaunch: z.boolean(),
  /** The small form that names a system, and the one that unlocks production; null while closed. */
  naming: naming.nullable(),
  unlocking: unlocking.nullable(),
});
export type RunDraft = z.output<typeof RunDraft>;

export const firstStage: StageDraft = {
  ...{ id: 1, shape: "constant", from: "", to: "", times: "", step: "", length: "", unit: "min" },
};
export const firstLevel: LevelDraft = { id: 1, users: "", ends: "time", each: "", length: "1", unit: "min" };

/** Nothing with an outcome is chosen; room for users and waiting as usual. */
export const emptyDraft: RunDraft = {
  filledFrom: "",
  name: "",
  scenarioText: "",
  files: [],
  kind: "load",
  passes: "1",
  only: "",
  model: "",
  openShape: "constant",
  closedShape: "users",
  figures: firstFigures,
  stages: [firstStage],
  arrivals: "even",
  maxUsers: "200",
  startLimit: "5",
  warmUp: "",
  search: false,
  atLeast: "",
  users: "",
  spawnPerSecond: "",
  length: "",
  unit: "min",
  levels: [],
  limits: "own",
  objectiveSetId: "",
  criteria: [],
  expression: "",
  abort: "never",
  abortErrors: "5",
  abortSeconds: "30",
  slowMetric: "p95",
  slowLimit: "5,000",
  slowSeconds: "30",
  systemId: "",
  countsForLaunch: false,
  naming: null,
  unlocking: null,
};

/** What much of the form is filled from: a template, a scenario of the pilot, the inputs of a run. */
export type Filling = {
  key: string;
  name: string;
  text: string;
  version?: number;
  /** Whose plan a template is. */
  team?: string;
  kind?: "load" | "smoke";
  passes?: number;
  files?: readonly { name: string; text: string }[];
  only?: Only | null;
  profile?: Profile;
  objectives?: Objectives;
  objectiveSetId?: string | null;
};

/** A new row below the others, its id above theirs. */
export function withStage(stages: readonly StageDraft[]): StageDraft[] {
  return [...stages, { ...firstStage, id: idAfter(stages) }];
}

export function withLevel(levels: readonly LevelDraft[]): LevelDraft[] {
  return [...levels, { ...firstLevel, id: idAfter(levels) }];
}

export function idAfter(rows: readonly { id: number }[]): number {
  return Math.max(0, ...rows.map(({ id }) => id)) + 1;
}
