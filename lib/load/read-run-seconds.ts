import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type ChartPoint, pointFold } from "./core/chart-point.ts";
import type { RunSeconds } from "./core/run-view.ts";
import { readRunPlan } from "./read-run-plan.ts";
import { findRun } from "./store.ts";
import { storedFrames } from "./store-seconds.ts";

/** The chart's points from second `from` on. Folded from the first second, so that they are the same whoever asks, and when. */
export async function readRunSeconds(
  ctx: Ctx,
  { pilot: slug, number, from }: { pilot: string; number: number; from: number },
): Promise<({ ok: true } & RunSeconds) | Refused<"pilot-not-found" | "run-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const run = await findRun(ctx.db, found.pilot.id, number);
  if (run === null) return refuse("run-not-found");
  const fold = pointFold(readRunPlan(run).scenario.setup.length);
  const points: ChartPoint[] = [];
  for await (const frame of storedFrames(ctx.db, run.id, { from: Math.max(0, from - reachBack) })) {
    const point = fold.push(frame);
    if (point.second >= from) points.push(point);
  }
  return { ok: true, runId: run.id, points, next: (points.at(-1)?.second ?? from - 1) + 1 };
}

/** A percentile's window reaches back no farther than this. */
const reachBack = 120;
