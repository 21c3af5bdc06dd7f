import type { ChartPoint } from "../../load/core/chart-point.ts";
import type { Criterion } from "../../load/core/criterion.ts";
import type { RunState } from "../../load/core/run.ts";
import { limitMsP99 } from "../../load/core/run-list.ts";
import type { RunSample } from "../../load/core/run-view.ts";
import { clock, criterionName } from "../../load/core/say.ts";
import { verdictNote, verdictWord } from "../../load/core/say-verdict.ts";
import type { Verdict } from "../../load/core/verdict.ts";
import type { WallRunPoint, WallVitals } from "./wall-view.ts";

/** Board B before the launch: a load run. Times are ms since 1970. */

type RunVitals = Extract<WallVitals, { kind: "run" }>;

export type RunSeen = {
  id: string;
  number: number;
  scenarioName: string;
  state: RunState;
  startedAt: number | null;
  endedAt: number | null;
  plannedSeconds: number;
  criteria: readonly Criterion[];
  /** Of a run that has ended. */
  verdict: Verdict | null;
  /** Of one that goes on: its newest second; null before the first. */
  sample: Pick<RunSample, "verdict" | "since"> | null;
};

/** The verdict, its sentence and the points are those of the run's page. `points`: the newest seconds, oldest first. */
export function wallRun(run: RunSeen, points: readonly ChartPoint[]): RunVitals {
  const { id, number, scenarioName, startedAt, endedAt, plannedSeconds, criteria } = run;
  return {
    kind: "run",
    ...{ runId: id, number, scenario: scenarioName, startedAt, endedAt, plannedSeconds },
    ...(run.state === "ended" ? endedSays(run.verdict) : wouldSay(run)),
    points: startedAt === null ? [] : points.map((point) => wallPoint(point, startedAt)),
    limits: { latencyMsP99: limitMsP99(criteria), errorRatio: limitErrors(criteria) },
  };
}

/** A point stands where its second ended. */
function wallPoint({ second, ended, failed, ...point }: ChartPoint, startedAt: number): WallRunPoint {
  const { latencyMsP50, latencyMsP95, latencyMsP99 } = point;
  return {
    at: startedAt + (second + 1) * 1_000,
    ...{ latencyMsP50, latencyMsP95, latencyMsP99 },
    errorRatio: ended === 0 ? null : Math.min(1, failed / ended),
    requestsPerSecond: ended,
  };
}

type Says = Pick<RunVitals, "verdict" | "sentence">;

function endedSays(verdict: Verdict | null): Says {
  if (verdict === null) return { verdict: "ENDED", sentence: "" };
  const note = verdictNote("load", verdict.kind);
  const sentence = verdict.reasons[0]?.sentence ?? `${note.charAt(0).toUpperCase()}${note.slice(1)}.`;
  return { verdict: verdictWord[verdict.kind], sentence };
}

function wouldSay({ state, sample }: RunSeen): Says {
  if (state === "starting") return { verdict: "STARTING", sentence: "Setting up users; the first second comes next." };
  if (sample === null) return { verdict: "RUNNING", sentence: "The first second is being measured." };
  const { kind } = sample.verdict;
  const word = kind === "inconclusive" ? "be INCONCLUSIVE" : verdictWord[kind];
  return { verdict: `would ${word}`, sentence: worstNow(sample) };
}

function worstNow({ verdict, since }: NonNullable<RunSeen["sample"]>): string {
  const [worst] = verdict.criteria;
  if (verdict.kind === "pass") return "Every criterion holds so far.";
  const from = worst === undefined ? undefined : since[criterionName(worst.criterion)];
  if (worst?.kind === "fail" && from !== undefined) return `${worst.sentence} Since ${clock(from)}.`;
  return verdict.reasons[0]?.sentence ?? worst?.sentence ?? "";
}

/** The lowest limit on errors of the whole mix. */
function limitErrors(criteria: readonly Criterion[]): number | null {
  const ofAll = criteria.filter(({ metric, scope }) => metric.kind === "errors" && scope.kind === "all");
  return ofAll.length === 0 ? null : Math.min(...ofAll.map(({ limit }) => limit));
}
