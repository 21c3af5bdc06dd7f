import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { compareStored, type MeasuredRun } from "./compare-stored.ts";
import { type ComparedStep, saysOf } from "./core/compare-runs.ts";
import { type ComparedPair, type ComparedRun, type PairStep, type RunsComparison, sayPair } from "./core/comparison.ts";
import { errorDifference } from "./core/error-difference.ts";
import { sayDrift } from "./core/repeats.ts";
import { profileInWords } from "./core/run-list.ts";
import type { RunSummary, StepSummary } from "./core/run-view.ts";
import { type Likeness, unlike } from "./core/unlike.ts";
import { readBaseline } from "./read-baseline.ts";
import { readRunPlan } from "./read-run-plan.ts";
import { findRun, type RunWithScenario } from "./store.ts";
import { baselinesAmong, keyOf } from "./store-baselines.ts";

type Why =
  | "pilot-not-found"
  | "comparison-run-missing"
  | "comparison-not-ended"
  | "comparison-no-seconds"
  | "comparison-no-baseline"
  | "comparison-own-baseline";

/** A run that has figures to compare. */
type Ended = RunWithScenario & { summary: RunSummary };

/** Two to five runs of a pilot, each of the others against the first; one alone against its baseline. Refuses runs that have not ended or have no
 *  second that counts. */
export async function readComparison(
  ctx: Ctx,
  { pilot: slug, runs: numbers }: { pilot: string; runs: readonly number[] },
): Promise<({ ok: true } & RunsComparison) | Refused<Why>> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const named = await findRuns(ctx, found.pilot.id, numbers);
  if (!named.ok) return named;
  const asked = named.runs.length === 1 ? await withBaseline(ctx, found.pilot.id, named.runs) : named;
  if (!asked.ok) return asked;
  const { runs } = asked;
  const [measured, baselines] = await Promise.all([
    compareStored(ctx.db, runs),
    baselinesAmong(
      ctx.db,
      runs.map(({ id }) => id),
    ),
  ]);
  const beside = measured.runs.map((figures, at) => ({ run: runs[at], figures })).flatMap(both);
  const [base, ...others] = beside;
  if (base === undefined) throw new Error("a comparison without runs");
  return {
    ok: true,
    runs: beside.map((one) => comparedRun(one, baselines.has(one.run.id))),
    pairs: others.map((other, at) => comparedPair([base, other], measured.pairs[at] ?? [])),
    drift: sayDrift(runs.map(besideOf)),
  };
}

type Beside = { run: Ended; figures: MeasuredRun };

function both({ run, figures }: { run: Ended | undefined; figures: MeasuredRun }): Beside[] {
  return run === undefined ? [] : [{ run, figures }];
}

type Found = { ok: true; runs: Ended[] } | Refused<Why>;

async function findRuns(ctx: Ctx, pilotId: string, numbers: readonly number[]): Promise<Found> {
  const runs: Ended[] = [];
  for (const number of numbers) {
    const run = await findRun(ctx.db, pilotId, number);
    const says = { says: { number: String(number) } };
    if (run === null) return refuse("comparison-run-missing", says);
    if (run.state !== "ended") return refuse("comparison-not-ended", says);
    const { summary } = run;
    if (summary === null || (summary.steps[0]?.n ?? 0) === 0) return refuse("comparison-no-seconds", says);
    runs.push({ ...run, summary });
  }
  return { ok: true, runs };
}

async function withBaseline(ctx: Ctx, pilotId: string, runs: readonly Ended[]): Promise<Found> {
  const [run] = runs;
  if (run === undefined) return { ok: true, runs: [] };
  const says = { says: { number: String(run.number) } };
  const { own, run: baseline } = await readBaseline(ctx.db, run);
  if (own) return refuse("comparison-own-baseline", says);
  if (baseline === null) return refuse("comparison-no-baseline", says);
  const found = await findRuns(ctx, pilotId, [baseline.number]);
  return found.ok ? { ok: true, runs: [...found.runs, run] } : found;
}

function besideOf(run: Ended) {
  const { number, scenarioVersionId, environment, systemId, baseUrl, summary } = run;
  const alike = JSON.stringify([scenarioVersionId, keyOf(run), environment, systemId, baseUrl]);
  return { number, alike, latencyMsP95: summary.latencyMsP95 };
}

function comparedRun({ run, figures }: Beside, isBaseline: boolean): ComparedRun {
  const { number, name, scenarioName, scenarioVersion, systemName, environment, outcome, summary } = run;
  const { seconds, points, pointSeconds } = figures;
  return {
    ...{ number, name, scenarioName, scenarioVersion, systemName, environment, outcome, isBaseline },
    ...{ seconds, points, pointSeconds },
    profileInWords: profileInWords(run.profile),
    verdict: run.verdict?.kind ?? null,
    startedAt: run.startedAt?.toISOString() ?? null,
    throughputPerSecond: summary.steps[0]?.throughputPerSecond ?? 0,
    errorRatio: summary.errorRatio,
    deliveredRatio: summary.deliveredRatio,
  };
}

function comparedPair([base, other]: readonly [Beside, Beside], steps: readonly ComparedStep[]): ComparedPair {
  const says = saysOf(steps);
  const lengths = [base, other].map(({ run, figures }) => ({ ...figures, number: run.number }));
  const [one, two] = lengths;
  return {
    base: base.run.number,
    other: other.run.number,
    says,
    sentence: one === undefined || two === undefined ? says : sayPair(says, steps, [one, two]),
    unlike: unlike(likenessOf(base.run), likenessOf(other.run)),
    steps: steps.flatMap((step) => pairStep(step, [base.run, other.run])),
  };
}

function pairStep(step: ComparedStep, runs: readonly [Ended, Ended]): PairStep[] {
  const [base, other] = runs.map(({ summary }) => stepOf(summary, step.name));
  if (base === undefined || other === undefined) return [];
  const [from, to] = [base.throughputPerSecond, other.throughputPerSecond];
  const throughput = { base: from, other: to, ratio: from > 0 ? to / from : null };
  return [{ ...step, throughput, errors: errorDifference(base, other) }];
}

/** A set-up step may bear the name of one of the mix. */
function stepOf({ steps }: RunSummary, name: string): StepSummary | undefined {
  return steps.find((step) => step.name === name && !step.setUp);
}

function likenessOf(run: Ended): Likeness {
  const { number, kind, profile, only, scenarioName, scenarioVersion, systemName, baseUrl, environment } = run;
  return {
    ...{ number, kind, profile, only, scenarioName, scenarioVersion, systemName, baseUrl, environment },
    objectives: run.objectives,
    outcome: run.outcome,
    saturatedSeconds: run.summary.saturatedSeconds,
    steps: readRunPlan(run).scenario.mix.map(({ name }) => name),
  };
}
