import type { Database } from "../platform/database.ts";
import { webConnection } from "../platform/http/web-connection.ts";
import { type PointFold, pointFold } from "./core/chart-point.ts";
import { addFrame, emptyTotals, type Totals } from "./core/fold.ts";
import { judgeRun } from "./core/judge-run.ts";
import type { RunPlan } from "./core/run.ts";
import type { RunSample } from "./core/run-view.ts";
import { sinceWatch } from "./core/since.ts";
import { summarise } from "./core/summarise.ts";
import { readRunPlan } from "./read-run-plan.ts";
import { findRunById, readFrames } from "./store.ts";

/** Runs that screens are watching just now, folded as far as their newest second: each second is read from the database once, however many
 *  screens there are. */
export type LiveRuns = { sampleOf(runId: string, second: number): Promise<RunSample | null> };

type Live = {
  runId: string;
  number: number;
  plan: RunPlan;
  totals: Totals;
  points: PointFold;
  watch: ReturnType<typeof sinceWatch>;
  newest: RunSample | null;
  work: Promise<unknown>;
};

const most = 20;

export function liveRuns(db: Database): LiveRuns {
  const live = new Map<string, Promise<Live | null>>();
  return {
    async sampleOf(runId, second) {
      const state = await stateOf(db, live, runId);
      if (state === null) return null;
      // One fold at a time: seconds are added in order.
      const work = state.work.then(() => catchUp(db, state, second));
      state.work = work.catch(() => {});
      await work;
      return state.newest;
    },
  };
}

function stateOf(db: Database, live: Map<string, Promise<Live | null>>, runId: string): Promise<Live | null> {
  const there = live.get(runId);
  if (there) return there;
  const [oldest] = live.keys();
  if (live.size >= most && oldest !== undefined) live.delete(oldest);
  const made = open(db, runId);
  live.set(runId, made);
  made.catch(() => live.delete(runId));
  return made;
}

async function open(db: Database, runId: string): Promise<Live | null> {
  const run = await findRunById(db, runId);
  if (run === null) return null;
  const plan = readRunPlan(run);
  const points = pointFold(plan.scenario.setup.length);
  return {
    runId,
    number: run.number,
    plan,
    totals: emptyTotals(plan),
    points,
    watch: sinceWatch(),
    newest: null,
    work: Promise.resolve(),
  };
}

/** Folds what is stored up to `second`, missed seconds too. */
async function catchUp(db: Database, live: Live, second: number): Promise<void> {
  if (second <= live.totals.lastSecond) return;
  const frames = await readFrames(db, live.runId, { from: live.totals.lastSecond + 1, to: second });
  const { runId, number, plan, totals } = live;
  for (const frame of frames) {
    addFrame(totals, frame);
    const point = live.points.push(frame);
    const verdict = judgeRun({ plan, totals, ending: { outcome: "running" } });
    const since = live.watch(verdict, frame.second);
    live.newest = { runId, number, point, summary: live.newest?.summary ?? summarise(plan, totals), verdict, since };
  }
  if (live.newest !== null) live.newest = { ...live.newest, summary: summarise(plan, totals) };
}

const place = Symbol.for("gantry.live-runs");
type Holder = { [place]?: LiveRuns };

/** The web process's own. It hangs on the process: Next.js may load a module more than once. */
export function webLiveRuns(): LiveRuns {
  const holder = globalThis as Holder;
  holder[place] ??= liveRuns(webConnection().db);
  return holder[place];
}

/** A run's newest second as the feed sends it; null when there is nothing to show. */
export function sampleOf(runId: string, second: number): Promise<RunSample | null> {
  return webLiveRuns().sampleOf(runId, second);
}
