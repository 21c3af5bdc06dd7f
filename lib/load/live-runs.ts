import type { Database } from "../platform/database.ts";
import { webConnection } from "../platform/http/web-connection.ts";
import { type PointFold, pointFold } from "./core/chart-point.ts";
import type { Checkpoint } from "./core/checkpoint.ts";
import { addFrame, emptyTotals, type Totals } from "./core/fold.ts";
import { judgeRun } from "./core/judge-run.ts";
import type { LevelFigures } from "./core/level-fold.ts";
import { isSearch } from "./core/profile.ts";
import type { RunPlan } from "./core/run.ts";
import type { RunSample } from "./core/run-view.ts";
import { sinceWatch } from "./core/since.ts";
import { summarise } from "./core/summarise.ts";
import type { VersionChange } from "./core/target-version.ts";
import { readRunPlan } from "./read-run-plan.ts";
import { readVersionChanges } from "./read-target-versions.ts";
import { findRunById, type RunWithScenario } from "./store.ts";
import { findCheckpoint } from "./store-blocks.ts";
import { listLevels } from "./store-levels.ts";
import { storedFrames } from "./stored-frames.ts";

/** Runs that screens are watching just now, folded as far as their newest second: each second is read from the database once, however many
 *  screens there are. */
export type LiveRuns = { sampleOf(runId: string, second: number): Promise<RunSample | null> };

type Live = {
  runId: string;
  run: Pick<RunWithScenario, "id" | "pilotId" | "kind">;
  number: number;
  plan: RunPlan;
  totals: Totals;
  points: PointFold;
  watch: ReturnType<typeof sinceWatch>;
  newest: RunSample | null;
  work: Promise<unknown>;
};

/** Runs kept in memory, about 1 MB each; the one asked for least lately goes first. */
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
  const state = live.get(runId) ?? open(db, runId);
  live.delete(runId);
  live.set(runId, state);
  const [leastLately] = live.keys();
  if (live.size > most && leastLately !== undefined) live.delete(leastLately);
  const forget = () => void (live.get(runId) === state && live.delete(runId));
  state.then((made) => made ?? forget(), forget);
  return state;
}

async function open(db: Database, runId: string): Promise<Live | null> {
  const run = await findRunById(db, runId);
  if (run === null) return null;
  const found = await findCheckpoint(db, runId);
  const live = fromBeginning(run);
  return found === null ? live : fromCheckpoint(live, found, await besideOf(db, live));
}

function fromBeginning(run: RunWithScenario): Live {
  const plan = readRunPlan(run);
  return {
    runId: run.id,
    run,
    number: run.number,
    plan,
    totals: emptyTotals(plan),
    points: pointFold(plan.scenario.setup.length),
    watch: sinceWatch(),
    newest: null,
    work: Promise.resolve(),
  };
}

/** As if every second up to there had been folded. */
function fromCheckpoint(live: Live, { totals, since, point, window }: Checkpoint, beside: Beside): Live {
  const { runId, number, plan } = live;
  const verdict = judgeRun({ plan, totals, ending: { outcome: "running" }, ...beside });
  const newest = { runId, number, point, verdict, since, summary: summarise(plan, totals) };
  const points = pointFold(plan.scenario.setup.length, window);
  return { ...live, totals, points, watch: sinceWatch({ verdict, since }), newest };
}

type Beside = { levels: LevelFigures[]; changes: VersionChange[] };

/** What decides beside the seconds: levels that have ended, where they do, and changes of the target's version. */
async function besideOf(db: Database, { runId, run, plan }: Live): Promise<Beside> {
  const levels = isSearch(plan.profile) ? await listLevels(db, runId) : [];
  return { levels, changes: await readVersionChanges(db, run, plan) };
}

/** Folds what is stored up to `second`, missed seconds too. */
async function catchUp(db: Database, live: Live, second: number): Promise<void> {
  const { runId, number, plan, totals } = live;
  if (second <= totals.lastSecond) return;
  const beside = await besideOf(db, live);
  let last: Pick<RunSample, "point" | "verdict" | "since"> | null = null;
  try {
    for await (const frame of storedFrames(db, runId, { from: totals.lastSecond + 1, to: second })) {
      addFrame(totals, frame);
      const verdict = judgeRun({ plan, totals, ending: { outcome: "running" }, ...beside });
      last = { point: live.points.push(frame), verdict, since: live.watch(verdict, frame.second) };
    }
  } finally {
    // What was folded before the database went away is folded, and must be seen.
    if (last !== null) live.newest = { runId, number, ...last, summary: summarise(plan, totals) };
  }
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
