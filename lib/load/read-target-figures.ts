import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { plannedSeconds } from "./core/profile.ts";
import { pointSeconds, readEverySeconds, type TargetFigure, type TargetFigures } from "./core/target-figures.ts";
import { findRun, type RunWithScenario } from "./store.ts";
import {
  listTargetSeries,
  listTargetSources,
  pointsOf,
  type SeriesTotals,
  targetPoints,
  targetTotals,
} from "./store-target-figures.ts";

/** Points of all figures that one answer holds at most: about 0.3 MB. */
const pointsAtOnce = 12_000;

type Asked = { pilot: string; number: number; from: number };

/** What the target showed of itself while a run went on: the points from a second on, means of several seconds in a long run, and mean,
 *  highest and counts of the whole run. No figure where none was chosen. */
export async function readTargetFigures(
  ctx: Ctx,
  { pilot: slug, number, from }: Asked,
): Promise<({ ok: true } & TargetFigures) | Refused<"pilot-not-found" | "run-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const run = await findRun(ctx.db, found.pilot.id, number);
  if (run === null) return refuse("run-not-found");
  const until = run.endedAt ?? ctx.now();
  const [series, sources] = await Promise.all([listTargetSeries(ctx.db, run.id), listTargetSources(ctx.db, run.id)]);
  const { rows, totals, width } = await measured(ctx, run, { from, until, isAny: series.length > 0 });
  const figures = series.map(
    ({ series: place, source, chosen }): TargetFigure => ({
      ...{ ...chosen, source, points: pointsOf(rows, place) },
      ...totalsOf(totals, place),
    }),
  );
  return {
    ...{ ok: true, runId: run.id, everySeconds: width, figures, until: until.toISOString() },
    sources: sources.map(({ runId: _, source: __, readAt, ...source }) => ({
      ...source,
      readAt: readAt?.toISOString() ?? null,
    })),
    next: rows.at(-1)?.second ?? from,
    more: rows.length === pointsAtOnce,
  };
}

function totalsOf(totals: readonly SeriesTotals[], place: number) {
  const { mean = null, max = null, readings = 0, missed = 0 } = totals.find(({ series }) => series === place) ?? {};
  return { mean, max, readings, missed };
}

type Span = { from: number; until: Date; isAny: boolean };

/** Nothing before the run began: what was read while it was prepared is not of the run. */
async function measured({ db }: Ctx, { id, startedAt, profile }: RunWithScenario, { from, until, isAny }: Span) {
  if (!isAny || startedAt === null) return { rows: [], totals: [] as SeriesTotals[], width: readEverySeconds };
  const startMs = startedAt.getTime();
  const width = pointSeconds(Math.max(plannedSeconds(profile), (until.getTime() - startMs) / 1000));
  const grain = width === readEverySeconds ? 1 : width;
  const [rows, totals] = await Promise.all([
    targetPoints(db, { runId: id, startMs, from, width: grain, most: pointsAtOnce }),
    targetTotals(db, id, startMs),
  ]);
  return { rows, totals, width };
}
