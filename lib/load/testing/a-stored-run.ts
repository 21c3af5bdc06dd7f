import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { runBlocks, runSeconds, runStepSeconds } from "#drizzle/schema/load.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { compactRuns } from "../compact-runs.ts";
import type { Frame } from "../core/frame.ts";
import { endRun } from "../end-run.ts";
import { readEverySecond } from "../read-run-seconds.ts";
import type { RunWithScenario } from "../store.ts";
import { insertSecond } from "../store-seconds.ts";
import { storedFrames } from "../stored-frames.ts";
import { aFrame } from "./a-frame.ts";
import { aHeldRun, aPlace, aRunner, type Place } from "./a-run.ts";

/** Runs whose seconds are in the database, as rows or in blocks. */

export type StoredRun = RunWithScenario & { place: Place; end(): Promise<void> };

/** Seconds from `from` up to, not including, `to`: with failures, quiet ones and steps in an order of their own. */
export const framesOf = (from: number, to: number): Frame[] =>
  Array.from({ length: to - from }, (_, at) => from + at).map((second) =>
    aFrame(second, { ok: second % 9 === 0 ? 0 : 5 + (second % 13), failed: second % 7 === 0 ? 2 : 0 }),
  );

/** What tests do with such runs in a database. */
export function storedRuns(ctx: Ctx) {
  const { db } = ctx;
  return {
    /** A run that goes on. */
    async aRunOf(frames: readonly Frame[]): Promise<StoredRun> {
      const [place, runnerId] = [await aPlace(ctx), aRunner()];
      const run = await aHeldRun(ctx, place, runnerId);
      await storeAll(ctx, run, frames);
      const end = async () => {
        assert.ok(await endRun(ctx, { run, outcome: "completed", sentence: "done", runnerId, abandoned: null }));
      };
      return { ...run, place, end };
    },
    store: (run: RunWithScenario, frames: readonly Frame[]) => storeAll(ctx, run, frames),
    /** Everything that waits, as the keeper does it. */
    async compactAll(): Promise<void> {
      while ((await compactRuns(ctx, { settledMs: -1_000 })) > 0);
    },
    async framesIn({ id }: RunWithScenario, span: { from: number; to?: number } = { from: 0 }): Promise<Frame[]> {
      const frames: Frame[] = [];
      for await (const frame of storedFrames(db, id, span)) frames.push(frame);
      return frames;
    },
    pointsOf: ({ place, number }: StoredRun) => readEverySecond(ctx, { pilot: place.pilot, number }),
    /** How a run's seconds are kept: rows of seconds, rows of steps, and seconds by block. */
    async formsOf({ id }: RunWithScenario) {
      const [rows, steps, blocks] = await Promise.all([
        db.select({ second: runSeconds.second }).from(runSeconds).where(eq(runSeconds.runId, id)),
        db.select({ second: runStepSeconds.second }).from(runStepSeconds).where(eq(runStepSeconds.runId, id)),
        db.select().from(runBlocks).where(eq(runBlocks.runId, id)).orderBy(runBlocks.piece),
      ]);
      return { rows: rows.length, steps: steps.length, blocks: blocks.map(({ piece, seconds }) => [piece, seconds]) };
    },
  };
}

/** Some at a time: in which order rows are written makes no difference. */
async function storeAll(ctx: Ctx, run: RunWithScenario, frames: readonly Frame[]): Promise<void> {
  for (let from = 0; from < frames.length; from += 10)
    await Promise.all(frames.slice(from, from + 10).map((frame) => insertSecond(ctx.db, run, frame)));
}
