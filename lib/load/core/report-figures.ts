import { type CheckFigures, checkFigures } from "./report-checks.ts";
import { type CriterionFigures, criterionFigures } from "./report-criteria.ts";
import { frozenOf, type ReportFrozen } from "./report-frozen.ts";
import { generatorFigures, type ReportGenerator } from "./report-generator.ts";
import { type LevelsFigures, levelsFigures } from "./report-levels.ts";
import { type ErrorFigures, errorFigures, type StepFigures, stepFigures } from "./report-steps.ts";
import { type OwnFigure, ownFigures } from "./report-target.ts";
import { type Figure, figure, type Moment, momentAt, share, whole } from "./report-text.ts";
import type { RunOutcome } from "./run.ts";
import type { RunView } from "./run-view.ts";
import { clock, duration, milliseconds } from "./say.ts";
import { verdictNote, verdictWord } from "./say-verdict.ts";
import type { TargetFigures } from "./target-figures.ts";
import type { VerdictKind } from "./verdict.ts";
import { whatWouldDecide } from "./what-would-decide.ts";

/** What a report is made from: a run that has ended, and what stands beside it. */
export type ReportInputs = {
  pilot: { slug: string; name: string; site: string; timeZone: string };
  run: RunView;
  /** As frozen; hashes are SHA-256 in hex. */
  scenario: { text: string; sha256: string; files: { name: string; sha256: string }[] };
  target: Pick<TargetFigures, "figures">;
  /** Where the load came from; null for a run that no runner took. */
  runnerHost: string | null;
  made: { at: string; by: string; gantryVersion: string; log: LogHead | null };
};

/** The newest entry of the pilot's log when the report was made; the hash in hex. */
export type LogHead = { sequence: number; hash: string };

/** A run's report in figures and their texts. Every format is written from this one value, so that all say the same to the digit. This is also
 *  the JSON report: a change of its shape raises `formatVersion` (docs/reports.md). */
export type ReportFigures = {
  format: "gantry load run report";
  formatVersion: 1;
  title: string;
  pilot: ReportInputs["pilot"];
  run: ReportRun;
  verdict: { kind: VerdictKind; word: string; note: string; reasons: string[]; wouldDecide: string[] };
  totals: ReportTotals;
  criteria: CriterionFigures[];
  levels: LevelsFigures | null;
  checks: CheckFigures[];
  steps: StepFigures[];
  errors: ErrorFigures[];
  targetFigures: OwnFigure[];
  generator: ReportGenerator;
  notes: { second: Figure; text: string; writtenBy: string }[];
  happened: { at: Moment; who: string; sentence: string }[];
  inputs: ReportFrozen;
  made: { at: Moment; by: string; gantryVersion: string; log: LogHead | null };
};

type ReportRun = {
  number: number;
  name: string;
  outcome: RunOutcome | null;
  endedSentence: string | null;
  requestedBy: string;
  requestedAt: Moment;
  startedAt: Moment | null;
  endedAt: Moment | null;
  runnerHost: string | null;
};

type ReportTotals = {
  drivenSeconds: Figure;
  planned: Figure;
  sent: Figure;
  ended: Figure;
  dropped: Figure;
  unfinished: Figure;
  failed: Figure;
  errorRatio: Figure;
  deliveredRatio: Figure;
  latencyMsP50: Figure;
  latencyMsP95: Figure;
  latencyMsP99: Figure;
};

/** Every figure of a report from what was stored of the run, and from what stands beside it. */
export function reportFigures(inputs: ReportInputs): ReportFigures {
  const { pilot, run, made } = inputs;
  return {
    format: "gantry load run report",
    formatVersion: 1,
    title: `Load run ${run.number}: ${run.name}`,
    pilot,
    run: runOf(inputs),
    verdict: verdictOf(run),
    ...measuredOf(run),
    targetFigures: ownFigures(inputs.target),
    generator: generatorFigures(run.summary),
    notes: run.notes.map(({ second, text, writtenBy }) => ({ second: figure(second, clock), text, writtenBy })),
    happened: run.happened.map(({ at, ...rest }) => ({ at: momentAt(at, pilot.timeZone), ...rest })),
    inputs: frozenOf(inputs),
    made: { ...made, at: momentAt(made.at, pilot.timeZone) },
  };
}

function measuredOf(run: RunView) {
  return {
    totals: totalsOf(run),
    criteria: criterionFigures(run.verdict),
    levels: levelsFigures(run),
    checks: checkFigures(run.checks),
    steps: stepFigures(run),
    errors: errorFigures(run.summary),
  };
}

function runOf({ pilot: { timeZone }, run, runnerHost }: ReportInputs): ReportRun {
  const { number, name, outcome, endedSentence, requestedBy, requestedAt, startedAt, endedAt } = run;
  return {
    ...{ number, name, outcome, endedSentence, requestedBy, runnerHost },
    requestedAt: momentAt(requestedAt, timeZone),
    startedAt: startedAt === null ? null : momentAt(startedAt, timeZone),
    endedAt: endedAt === null ? null : momentAt(endedAt, timeZone),
  };
}

function verdictOf({ kind: ofRun, plan, summary, verdict }: RunView): ReportFigures["verdict"] {
  const { kind } = verdict;
  const reasons = verdict.reasons.map(({ sentence }) => sentence);
  const wouldDecide = ofRun === "smoke" ? [] : whatWouldDecide(plan, summary, verdict);
  return { kind, word: verdictWord[kind], note: verdictNote(ofRun, kind), reasons, wouldDecide };
}

function totalsOf({ summary, plannedSeconds }: RunView): ReportTotals {
  return {
    drivenSeconds: figure(Math.min(plannedSeconds, (summary.lastSecond ?? -1) + 1), duration),
    planned: whole(summary.planned),
    sent: whole(summary.sent),
    ended: whole(summary.ended),
    dropped: whole(summary.dropped),
    unfinished: whole(summary.unfinished),
    failed: whole(summary.failed),
    errorRatio: share(summary.errorRatio),
    deliveredRatio: share(summary.deliveredRatio),
    latencyMsP50: figure(summary.latencyMsP50, milliseconds),
    latencyMsP95: figure(summary.latencyMsP95, milliseconds),
    latencyMsP99: figure(summary.latencyMsP99, milliseconds),
  };
}
