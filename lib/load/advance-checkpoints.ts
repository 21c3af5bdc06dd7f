import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { pointFold } from "./core/chart-point.ts";
import type { Checkpoint } from "./core/checkpoint.ts";
import { addFrame, emptyTotals } from "./core/fold.ts";
import { judgeRun } from "./core/judge-run.ts";
import type { RunPlan } from "./core/run.ts";
import { blockSeconds } from "./core/second-block.ts";
import { sinceWatch } from "./core/since.ts";
import { readablePlan } from "./read-run-plan.ts";
import { findRunById } from "./store.ts";
import {
  behindCheckpoints,
  dropCheckpoint,
  findCheckpoint,
  lockForBlocks,
  saveCheckpoint,
  sweepCheckpoints,
} from "./store-blocks.ts";
import { rowSeconds } from "./store-seconds.ts";
import { storedFrames } from "./stored-frames.ts";

/** The run is locked meanwhile, and its runner has to renew its lease. */
const mostSeconds = 5 * blockSeconds;

/** Folds the blocks of runs that go on a step further, so that opening one reads the last minutes only. False: nothing was left to do. */
export async function advanceCheckpoints(ctx: Ctx): Promise<boolean> {
  await sweepCheckpoints(ctx.db);
  const behind = await behindCheckpoints(ctx.db);
  for (const { runId, newest } of behind) await ctx.transaction((tx) => advance(tx, { runId, newest, at: ctx.now() }));
  return behind.length > 0;
}

async function advance(tx: Tx, { runId, newest, at }: { runId: string; newest: number; at: Date }): Promise<void> {
  const locked = await lockForBlocks(tx, runId);
  const run = await findRunById(tx, runId);
  if (locked === null || locked.state === "ended" || run === null) return;
  const found = await findCheckpoint(tx, runId);
  // Rows below go into a block first; what was folded without them does not hold.
  const [loose] = await rowSeconds(tx, runId, { from: 0, to: newest });
  if (loose !== undefined) return dropCheckpoint(tx, runId, loose);
  const plan = readablePlan(run);
  if (plan === null) return;
  const checkpoint = await foldOn(tx, plan, { runId, found, newest });
  if (checkpoint !== null) await saveCheckpoint(tx, { runId, checkpoint, at });
}

type From = { runId: string; found: Checkpoint | null; newest: number };

async function foldOn(tx: Tx, plan: RunPlan, { runId, found, newest }: From): Promise<Checkpoint | null> {
  const totals = found?.totals ?? emptyTotals(plan);
  const verdictSoFar = () => judgeRun({ plan, totals, ending: { outcome: "running" } });
  let { since, point } = found ?? { since: {}, point: null };
  const points = pointFold(plan.scenario.setup.length, found?.window);
  const watch = sinceWatch({ verdict: verdictSoFar(), since });
  const already = totals.seconds;
  for await (const frame of storedFrames(tx, runId, { from: totals.lastSecond + 1, to: newest })) {
    addFrame(totals, frame);
    point = points.push(frame);
    since = watch(verdictSoFar(), frame.second);
    if (totals.seconds - already >= mostSeconds) break;
  }
  return point && { totals, since, point, window: points.window() };
}
