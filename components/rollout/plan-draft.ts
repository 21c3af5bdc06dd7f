import { type RolloutPlan, usualAutoRule, usualPercents } from "#lib/rollout/core/plan.ts";
import { SaveRolloutPlan } from "#lib/rollout/input/rollout.ts";

/** The plan as it is typed: texts; percentages as people write them. */
export type StageDraft = { percent: string; holdMinutes: string; errorPercent: string; p99: string; samples: string };

export type PlanDraft = {
  switch: string;
  stages: readonly StageDraft[];
  healthyLeast: string;
  vitalsSystem: string;
  legacyErrors: string;
  legacyP99: string;
  legacyRequests: string;
  newErrors: string;
  newP99: string;
  newRequests: string;
  writtenResource: string;
  writtenSql: string;
  auto: string;
  budgetPercent: string;
  burnRate: string;
  shortSeconds: string;
  longSeconds: string;
  errorsLeast: string;
  hardStopPercent: string;
  pointOfNoReturn: string;
};

const usualStage = (percent: number): StageDraft => ({
  ...{ percent: String(percent), holdMinutes: "10", errorPercent: "1", p99: "", samples: "1000" },
});

const asPercent = (ratio: number) => String(Number((ratio * 100).toFixed(6)));

/** What stands there, or the usual stages where nothing is planned. */
export function planDraft(plan: RolloutPlan | null): PlanDraft {
  return {
    ...vitalsDraft(plan?.vitals ?? null),
    ...ruleDraft(plan?.auto ?? null),
    switch: plan?.switch ?? "",
    stages: plan?.stages.map(stageDraft) ?? usualPercents.map(usualStage),
    healthyLeast: String(plan?.healthyLeast ?? 2),
    ...writtenDraft(plan?.writtenSince ?? null),
    pointOfNoReturn: plan?.pointOfNoReturn ?? "",
  };
}

const noQueries = { errorRatio: "", latencyMsP99: "", requests: "" };

/** One choice names a system, a database or a mirror: their names and ids have no space. */
const mirrorMark = "mirror ";
export const mirrorChoice = (name: string) => `${mirrorMark}${name}`;
export const isMirror = (choice: string) => choice.startsWith(mirrorMark);
const mirrorOf = (choice: string) => ({ mirror: choice.slice(mirrorMark.length) });

function writtenDraft(from: RolloutPlan["writtenSince"]) {
  if (from !== null && "mirror" in from) return { writtenResource: mirrorChoice(from.mirror), writtenSql: "" };
  return { writtenResource: from?.resource ?? "", writtenSql: from?.sql ?? "" };
}

function vitalsDraft(vitals: RolloutPlan["vitals"]) {
  const asked = vitals !== null && "system" in vitals ? vitals : null;
  const { system, legacy = noQueries, new: fresh = noQueries } = asked ?? {};
  const mirror = vitals !== null && "mirror" in vitals ? mirrorChoice(vitals.mirror) : "";
  return {
    ...{ vitalsSystem: system ?? mirror, legacyErrors: legacy.errorRatio, legacyP99: legacy.latencyMsP99 },
    ...{ legacyRequests: legacy.requests, newErrors: fresh.errorRatio, newP99: fresh.latencyMsP99 },
    newRequests: fresh.requests,
  };
}

function ruleDraft(rule: RolloutPlan["auto"]) {
  const auto = rule ?? usualAutoRule;
  return {
    ...{ auto: rule === null ? "off" : "dry-run", budgetPercent: asPercent(auto.errorBudgetRatio) },
    ...{ burnRate: String(auto.burnRate), shortSeconds: String(auto.shortSeconds) },
    ...{ longSeconds: String(auto.longSeconds), errorsLeast: String(auto.errorsLeast) },
    hardStopPercent: asPercent(auto.hardStopRatio),
  };
}

function stageDraft({ percent, holdSeconds, gate }: RolloutPlan["stages"][number]): StageDraft {
  return {
    percent: String(percent),
    holdMinutes: String(Number((holdSeconds / 60).toFixed(3))),
    errorPercent: asPercent(gate.errorRatioMost),
    p99: gate.latencyMsP99Most === null ? "" : String(gate.latencyMsP99Most),
    samples: String(gate.samplesLeast),
  };
}

/** A number as it is typed, "0,5" as "0.5"; what is none stays one that no schema takes. */
function numberOf(text: string): number {
  const trimmed = text.trim().replace(",", ".");
  return trimmed === "" ? Number.NaN : Number(trimmed);
}

const round = (value: number) => Number(value.toFixed(9));
const ratioOf = (text: string) => round(numberOf(text) / 100);

/** As it is sent. */
export function planOf(draft: PlanDraft): RolloutPlan {
  return {
    switch: draft.switch,
    stages: draft.stages.map((stage) => ({
      percent: numberOf(stage.percent),
      holdSeconds: Math.round(numberOf(stage.holdMinutes) * 60),
      gate: {
        errorRatioMost: ratioOf(stage.errorPercent),
        latencyMsP99Most: stage.p99.trim() === "" ? null : numberOf(stage.p99),
        samplesLeast: numberOf(stage.samples),
      },
    })),
    healthyLeast: numberOf(draft.healthyLeast),
    vitals: vitalsOf(draft),
    writtenSince: writtenOf(draft),
    auto: draft.auto === "dry-run" ? autoOf(draft) : null,
    pointOfNoReturn: draft.pointOfNoReturn.trim(),
  };
}

function writtenOf({ writtenResource: from, writtenSql: sql }: PlanDraft): RolloutPlan["writtenSince"] {
  if (from === "") return null;
  return isMirror(from) ? mirrorOf(from) : { resource: from, sql: sql.trim() };
}

function vitalsOf(draft: PlanDraft): RolloutPlan["vitals"] {
  if (draft.vitalsSystem === "") return null;
  if (isMirror(draft.vitalsSystem)) return mirrorOf(draft.vitalsSystem);
  return {
    system: draft.vitalsSystem,
    legacy: { errorRatio: draft.legacyErrors, latencyMsP99: draft.legacyP99, requests: draft.legacyRequests },
    new: { errorRatio: draft.newErrors, latencyMsP99: draft.newP99, requests: draft.newRequests },
  };
}

function autoOf(draft: PlanDraft): NonNullable<RolloutPlan["auto"]> {
  return {
    errorBudgetRatio: ratioOf(draft.budgetPercent),
    burnRate: numberOf(draft.burnRate),
    shortSeconds: numberOf(draft.shortSeconds),
    longSeconds: numberOf(draft.longSeconds),
    errorsLeast: numberOf(draft.errorsLeast),
    hardStopRatio: ratioOf(draft.hardStopPercent),
  };
}

/** What is wrong, by the path of the field as the server says it. */
export function planMistakes(draft: PlanDraft, version: number): Record<string, string> {
  const read = SaveRolloutPlan.safeParse({ version, plan: planOf(draft) });
  if (read.success) return {};
  // Of several at one field the first says the most.
  const mistakes = [...read.error.issues].reverse();
  return Object.fromEntries(mistakes.map(({ path, message }) => [path.join("."), sayMistake(message)]));
}

/** The schema's word for what is no number is not for people. */
function sayMistake(message: string): string {
  return /expected number|NaN/i.test(message) ? "a number is expected" : message;
}
