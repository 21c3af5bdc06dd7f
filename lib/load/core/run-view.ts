import type { Environment } from "#lib/platform/core/environment.ts";
import type { ChartPoint } from "./chart-point.ts";
import type { CheckList } from "./check-list.ts";
import type { ErrorKind } from "./frame.ts";
import type { LevelFigures } from "./level-fold.ts";
import type { MachineSummary } from "./machine-tally.ts";
import type { Only } from "./part-of-scenario.ts";
import type { RunKind, RunOutcome, RunPlan, RunState } from "./run.ts";
import type { Since } from "./since.ts";
import type { TargetVersions } from "./target-version.ts";
import type { Verdict } from "./verdict.ts";

/** What the API answers about runs. Times are ISO 8601 in UTC, durations carry their unit, ratios are 0..1. */

export type StepSummary = {
  /** Index into `stepsOf(scenario)`. */
  step: number;
  name: string;
  setUp: boolean;
  n: number;
  ok: number;
  failed: number;
  failedByKind: Partial<Record<ErrorKind, number>>;
  /** Null without data. From due time; `serviceMs…` from the moment of sending. */
  latencyMsP50: number | null;
  latencyMsP95: number | null;
  latencyMsP99: number | null;
  latencyMsMean: number | null;
  latencyMsMax: number | null;
  serviceMsP50: number | null;
  serviceMsP95: number | null;
  serviceMsP99: number | null;
  throughputPerSecond: number;
  bytesIn: number;
  bytesOut: number;
};

export type RunSummary = {
  /** Stored seconds, and the number of the newest; null before the first. */
  seconds: number;
  lastSecond: number | null;
  planned: number;
  sent: number;
  ended: number;
  dropped: number;
  unfinished: number;
  failed: number;
  failedByKind: Partial<Record<ErrorKind, number>>;
  deliveredRatio: number | null;
  errorRatio: number | null;
  latencyMsP50: number | null;
  latencyMsP95: number | null;
  latencyMsP99: number | null;
  redrawn: number;
  retried: number;
  users: number;
  latenessMsP99: number | null;
  saturatedSeconds: number;
  /** The generator's own machine; null where no second counts, absent of runs that ended before it was kept. */
  machine?: MachineSummary | null;
  /** Whole mix first (name "all"), then each step. */
  steps: StepSummary[];
};

export type RunNote = { id: string; second: number; text: string; writtenBy: string; writtenAt: string };

export type RunExample = {
  second: number;
  step: string;
  kind: ErrorKind;
  detail: string;
  request: string;
  answer: string;
};

/** One line of "what happened", from the event log. */
export type RunHappening = { at: string; who: string; sentence: string };

export type RunView = {
  id: string;
  number: number;
  name: string;
  kind: RunKind;
  /** What of the scenario is sent; null where all of it. */
  only: Only | null;
  /** Smoke runs: how often it goes through the steps. */
  passes: number | null;
  state: RunState;
  outcome: RunOutcome | null;
  endedSentence: string | null;
  scenarioName: string;
  scenarioVersion: number;
  plan: RunPlan;
  systemName: string;
  baseUrl: string;
  environment: Environment;
  addresses: string[] | null;
  /** Asked for as evidence for a launch. */
  countsForLaunch: boolean;
  requestedBy: string;
  requestedAt: string;
  startedAt: string | null;
  endedAt: string | null;
  stopRequestedAt: string | null;
  stopRequestedBy: string | null;
  stopReason: string | null;
  plannedSeconds: number;
  /** Open model only: requests due in the whole run. */
  plannedRequests: number | null;
  /** While queued: the number of the run it waits for, and why in one sentence. */
  waitsFor: string | null;
  summary: RunSummary;
  /** The set of limits it was judged by, with its version; null where they were given with the run. */
  objectiveSet: string | null;
  /** Those that have ended, of a run with several. */
  levels: LevelFigures[];
  /** What the target told of its version; null where nobody asks for it. */
  targetVersions: TargetVersions | null;
  /** Of a smoke run. */
  checks: CheckList | null;
  /** Before the end: what the verdict would be now. */
  verdict: Verdict;
  /** While the run goes on. */
  since: Since;
  notes: RunNote[];
  examples: RunExample[];
  happened: RunHappening[];
};

/** A row of the runs list. */
export type RunRow = {
  id: string;
  number: number;
  name: string;
  kind: RunKind;
  scenarioName: string;
  scenarioVersion: number;
  systemName: string;
  environment: Environment;
  state: RunState;
  outcome: RunOutcome | null;
  verdict: Verdict | null;
  latencyMsP99: number | null;
  errorRatio: number | null;
  deliveredRatio: number | null;
  countsForLaunch: boolean;
  requestedBy: string;
  requestedAt: string;
  startedAt: string | null;
  plannedSeconds: number;
};

/** Points from `from` on; `next` is the second to ask for next. `more`: there are such seconds already. */
export type RunSeconds = { runId: string; points: ChartPoint[]; next: number; more: boolean };

/** Feed event `sample`: a run's newest second with what follows from it. */
export type RunSample = {
  runId: string;
  number: number;
  point: ChartPoint;
  summary: RunSummary;
  verdict: Verdict;
  since: Since;
};
