import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { ChartPoint } from "./core/chart-point.ts";
import type { RunSeconds } from "./core/run-view.ts";
import { storedPoints } from "./fold-points.ts";
import { readRunPlan } from "./read-run-plan.ts";
import { findRun } from "./store.ts";
import { lastStoredSecond } from "./store-blocks.ts";

/** Seconds that one answer covers at most: about 0.7 MB. A day's run has 86,400. */
const secondsAtOnce = 1_800;

type Asked = { pilot: string; number: number; from: number; to?: number | undefined };

/** The chart's points of the seconds from `from` on, at most to `to` (default: the newest stored) and at most `secondsAtOnce` of them; `more` says
 *  that `next` has to be asked for. The same points whoever asks, and when. */
export async function readRunSeconds(
  ctx: Ctx,
  { pilot: slug, number, from, to = Number.MAX_SAFE_INTEGER }: Asked,
): Promise<({ ok: true } & RunSeconds) | Refused<"pilot-not-found" | "run-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const run = await findRun(ctx.db, found.pilot.id, number);
  if (run === null) return refuse("run-not-found");
  const firstOfMix = readRunPlan(run).scenario.setup.length;
  const last = Math.min(to, await lastStoredSecond(ctx.db, run.id));
  const end = Math.min(last, from + secondsAtOnce - 1);
  const points = from > end ? [] : await storedPoints(ctx.db, { runId: run.id, firstOfMix }, { from, to: end });
  return { ok: true, runId: run.id, points, next: Math.max(from, end + 1), more: end < last };
}

/** All points of a run, page by page; none when there is no such run. */
export async function readEverySecond(ctx: Ctx, at: { pilot: string; number: number }): Promise<ChartPoint[]> {
  const points: ChartPoint[] = [];
  for (let from = 0; ; ) {
    const page = await readRunSeconds(ctx, { ...at, from });
    if (!page.ok) return points;
    for (const point of page.points) points.push(point);
    if (!page.more) return points;
    from = page.next;
  }
}
