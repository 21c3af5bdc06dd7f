import { addFrame, emptyTotals, type Totals } from "./core/fold.ts";
import type { RunPlan } from "./core/run.ts";
import type { Db } from "./store.ts";
import { storedFrames } from "./stored-frames.ts";

/** Everything that a run has stored, folded. */
export async function readRunTotals(db: Db, runId: string, plan: RunPlan): Promise<Totals> {
  const totals = emptyTotals(plan);
  for await (const frame of storedFrames(db, runId, { from: 0 })) addFrame(totals, frame);
  return totals;
}
