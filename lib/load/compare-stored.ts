import { setImmediate } from "node:timers/promises";
import { type ComparedStep, compareStep, pairSeed } from "./core/compare-runs.ts";
import { blockFold, type FoldedRun } from "./core/run-blocks.ts";
import { readRunPlan } from "./read-run-plan.ts";
import type { Db, RunWithScenario } from "./store.ts";
import { storedFrames } from "./stored-frames.ts";

/** What the seconds of ended runs say beside each other. They never change again, so that what was worked out lately is kept; and one comparison is
 *  worked out at a time: it takes seconds for runs of hours, in which others must be served. */

export type MeasuredRun = Omit<FoldedRun, "steps"> & { blocks: number };

/** As the runs were given, the base first; the steps of each of the others against the base. */
export type Measured = { runs: MeasuredRun[]; pairs: ComparedStep[][] };

const kept = new Map<string, Promise<Measured>>();
const mostKept = 30;
let before: Promise<unknown> = Promise.resolve();

export function compareStored(db: Db, runs: readonly RunWithScenario[]): Promise<Measured> {
  const key = runs.map(({ id, summary }) => `${id} ${summary?.seconds ?? 0}`).join(",");
  const there = kept.get(key);
  if (there !== undefined) return there;
  const measured = before.then(() => measure(db, runs));
  before = measured.catch(() => null);
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(key, measured);
  measured.catch(() => kept.delete(key));
  return measured;
}

/** Only the base and one other are folded at once. */
async function measure(db: Db, [first, ...others]: readonly RunWithScenario[]): Promise<Measured> {
  if (first === undefined) return { runs: [], pairs: [] };
  const base = await fold(db, first);
  const measured: Measured = { runs: [withoutSteps(base)], pairs: [] };
  for (const run of others) {
    const other = await fold(db, run);
    measured.runs.push(withoutSteps(other));
    measured.pairs.push(await compared([base, other], pairSeed(first.number, run.number)));
  }
  return measured;
}

function withoutSteps({ steps, ...run }: FoldedRun): MeasuredRun {
  return { ...run, blocks: steps.get("all")?.blocks.length ?? 0 };
}

async function fold(db: Db, run: RunWithScenario): Promise<FoldedRun> {
  const folded = blockFold(readRunPlan(run), run.summary?.lastSecond ?? 0);
  for await (const frame of storedFrames(db, run.id, { from: 0 })) folded.push(frame);
  return folded.done();
}

/** Step by step: a thousand drawings of each take a while, and between them others are served. */
async function compared([base, other]: readonly [FoldedRun, FoldedRun], seed: number): Promise<ComparedStep[]> {
  const steps: ComparedStep[] = [];
  for (const [name, own] of base.steps) {
    const others = other.steps.get(name);
    if (others === undefined) continue;
    steps.push(compareStep(name, [own, others], seed));
    await setImmediate();
  }
  return steps;
}
