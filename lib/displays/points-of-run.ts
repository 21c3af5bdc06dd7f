import type { ChartPoint } from "../load/core/chart-point.ts";
import { storedPoints } from "../load/fold-points.ts";
import { readRunPlan } from "../load/read-run-plan.ts";
import type { RunWithScenario } from "../load/store.ts";
import type { Database } from "../platform/database.ts";

/** The newest seconds of runs that walls show just now: each is read once for all walls, and the same as on the run's page. */

/** Ten minutes: what a wall draws. */
const secondsShown = 600;
/** Runs kept in memory; the one asked for least lately goes first. */
const most = 20;

type Kept = { points: ChartPoint[]; through: number; work: Promise<unknown> };
const kept = new Map<string, Kept>();

/** `point`: the newest second's, where it has been folded already. */
type Newest = { second: number; point: ChartPoint | null };

/** Oldest first, up to the newest second. */
export async function pointsOfRun(db: Database, run: RunWithScenario, newest: Newest): Promise<readonly ChartPoint[]> {
  const of = keptOf(run.id);
  // One at a time: seconds are added in order.
  const work = of.work.then(() => catchUp(db, { run, of }, newest));
  of.work = work.catch(() => {});
  await work;
  return of.points;
}

function keptOf(runId: string): Kept {
  const there = kept.get(runId) ?? { points: [], through: -1, work: Promise.resolve() };
  kept.delete(runId);
  kept.set(runId, there);
  const [leastLately] = kept.keys();
  if (kept.size > most && leastLately !== undefined) kept.delete(leastLately);
  return there;
}

async function catchUp(
  db: Database,
  { run, of }: { run: RunWithScenario; of: Kept },
  { second, point }: Newest,
): Promise<void> {
  if (second <= of.through) return;
  const from = Math.max(of.through + 1, second - secondsShown + 1);
  const firstOfMix = readRunPlan(run).scenario.setup.length;
  const isNext = point !== null && second === of.through + 1;
  const fresh = isNext ? [point] : await storedPoints(db, { runId: run.id, firstOfMix }, { from, to: second });
  of.points = [...of.points, ...fresh].filter((one) => one.second > second - secondsShown);
  of.through = second;
}
