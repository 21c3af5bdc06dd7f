import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { baselineUnfit, mostOnTrend, type RunTrend, trendLimits } from "./core/trend.ts";
import { readBaseline } from "./read-baseline.ts";
import { findRun } from "./store.ts";
import { baselinePlace, baselinesAmong, endedRunsLike } from "./store-baselines.ts";

/** The newest ended runs of the same scenario, load and environment as this one, oldest first; runs without figures are left out. */
export async function readTrend(
  ctx: Ctx,
  { pilot: slug, number }: { pilot: string; number: number },
): Promise<({ ok: true } & RunTrend) | Refused<"pilot-not-found" | "run-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const run = await findRun(ctx.db, found.pilot.id, number);
  if (run === null) return refuse("run-not-found");
  const place = await baselinePlace(ctx.db, run);
  const alike = await endedRunsLike(ctx.db, place, { load: run, most: mostOnTrend + 1 });
  const newest = alike.slice(0, mostOnTrend).reverse();
  const baselines = await baselinesAmong(
    ctx.db,
    newest.map(({ id }) => id),
  );
  const runs = newest.map(({ id, endedAt, ...figures }) => ({
    ...figures,
    endedAt: endedAt?.toISOString() ?? null,
    isBaseline: baselines.has(id),
  }));
  const [limits, baseline] = [trendLimits(run.objectives.criteria), await readBaseline(ctx.db, run)];
  return { ok: true, runs, limits, more: alike.length > newest.length, baseline, fits: baselineUnfit(run) === null };
}
