import type { ChartPoint } from "../chart-point.ts";
import { pointFold } from "../chart-point.ts";
import type { CheckList } from "../check-list.ts";
import { addFrame, emptyTotals } from "../fold.ts";
import { judgeRun } from "../judge-run.ts";
import type { LevelFigures } from "../level-fold.ts";
import { plannedSeconds } from "../profile.ts";
import type { ReportInputs } from "../report-figures.ts";
import type { RunPlan } from "../run.ts";
import type { RunView } from "../run-view.ts";
import { summarise } from "../summarise.ts";
import { aFrame, aPlan, aScenario, aStep, constantRate } from "./measured.ts";

/** A run of three seconds that has ended, for tests of its report. */

const frames = (plan: RunPlan) =>
  [0, 1, 2].map((second) =>
    aFrame(plan, second, [{ latencyMs: 12.25 + second }, { latencyMs: 700, error: "status 503" }, { latencyMs: 8 }]),
  );

const fold = pointFold(1);
export const somePoints: ChartPoint[] = frames(aPlan()).map((frame) => fold.push(frame));

type Change = { note?: string; scenarioText?: string; name?: string; step?: string };

export function aReportInputs(change: Change = {}): ReportInputs {
  const { note = "look here", scenarioText = "name: operators\n", name = "Peak rate", step = "register lot" } = change;
  const scenario = { ...aScenario, mix: [aStep(step, 10), ...aScenario.mix.slice(1)] };
  const plan = aPlan({ scenario, profile: constantRate(3, 5) });
  return {
    pilot: { slug: "plant", name: "Plant", site: "Brno", timeZone: "Europe/Prague" },
    run: aRunView(plan, { note, name }),
    scenario: { text: scenarioText, sha256: "5c".repeat(32), files: [{ name: "bags.csv", sha256: "a1".repeat(32) }] },
    ...{ runnerHost: "lab", target: { figures: [] } },
    made: { at: "2026-11-21T10:00:00.000Z", by: "Karl", gantryVersion: "0.1.0", log: { sequence: 7, hash: "ab12" } },
  };
}

function aRunView(plan: RunPlan, { note, name }: { note: string; name: string }): RunView {
  const totals = emptyTotals(plan);
  for (const frame of frames(plan)) addFrame(totals, frame);
  const at = "2026-11-21T09:46:00.000Z";
  return {
    ...{ id: "1", number: 4, name, state: "ended", outcome: "completed", endedSentence: "Ran to its planned end." },
    ...{ scenarioName: plan.scenario.name, scenarioVersion: 2, plan, systemName: "new", baseUrl: "http://127.0.0.1:1" },
    ...{
      environment: "test",
      countsForLaunch: false,
      addresses: ["127.0.0.1"],
      requestedBy: "Anna",
      requestedAt: at,
      startedAt: at,
      endedAt: at,
    },
    ...{ stopRequestedAt: null, stopRequestedBy: null, stopReason: null, waitsFor: null, since: {}, examples: [] },
    ...{ kind: "load", only: null, passes: null, objectiveSet: null, levels: [], checks: null },
    targetVersions: null,
    plannedSeconds: plannedSeconds(plan.profile),
    plannedRequests: 15,
    summary: summarise(plan, totals),
    verdict: judgeRun({ plan, totals, ending: { outcome: "completed" } }),
    notes: [{ id: "n", second: 1, text: note, writtenBy: "Anna", writtenAt: at }],
    happened: [{ at, who: "Anna", sentence: "Asked for the run." }],
  };
}

const someFigures = {
  ...{ seconds: 25, n: 6_000, errorRatio: 0, throughputPerSecond: 240, latencyMsP50: 8, latencyMsP95: 40.5 },
  ...{ latencyMsP99: 90, deliveredRatio: 1, kind: "pass" as const, sentences: [] as string[], users: null },
};

/** Two levels of a search: the first held, the second did not. */
export const twoLevels: LevelFigures[] = [
  { ...someFigures, index: 0, name: "240/s", fromSecond: 0, toSecond: 30, perSecond: 240, byCount: false },
  {
    ...{
      ...someFigures,
      index: 1,
      name: "480/s",
      fromSecond: 30,
      toSecond: 60,
      perSecond: 480,
      byCount: false,
      latencyMsP95: 900,
    },
    ...{ kind: "fail" as const, sentences: ["p95 900 ms is over the limit of 250 ms."] },
  },
];

/** A smoke run's list: one expectation held each time, one did not. */
export const twoChecks: CheckList = {
  passes: 3,
  kept: [],
  lines: [
    { step: "create lot", says: "status 201", held: 3, of: 3, found: null, pass: null },
    { step: "QC decision", says: '$.id is "7"', held: 1, of: 3, found: "no such field", pass: 2 },
  ],
};
