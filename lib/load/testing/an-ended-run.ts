import assert from "node:assert/strict";
import { emptyHistogram, recordUs } from "#lib/platform/core/histogram.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { claimRun } from "../claim-run.ts";
import type { Frame } from "../core/frame.ts";
import { seededRandom } from "../core/random.ts";
import type { RunOutcome } from "../core/run.ts";
import { endRun } from "../end-run.ts";
import type { StartRun } from "../input/start-run.ts";
import type { RunWithScenario } from "../store.ts";
import { insertSecond } from "../store-seconds.ts";
import { aFrame } from "./a-frame.ts";
import { aQueuedRun, aRunner, type Place, read } from "./a-run.ts";

/** Runs that have ended with seconds, to be held against one another. */

type Made = {
  seconds?: number;
  /** So many times slower than a run without it. */
  slower?: number;
  failed?: number;
  outcome?: RunOutcome;
  changes?: Partial<StartRun>;
};

const perSecond = 50;

export const minuteOf = (seconds: number): Partial<StartRun> => ({
  profile: {
    ...{ model: "open", stages: [{ from: perSecond, to: perSecond, seconds }], maxUsers: 5, startLimitMs: 1_000 },
  },
});

/** Fifty requests in each second, their latencies drawn: most of some 40 ms, and some of a long tail. */
export async function anEndedRun(ctx: Ctx, place: Place, made: Made = {}): Promise<RunWithScenario> {
  const { seconds = 60, slower = 1, failed = 0, outcome = "completed", changes = {} } = made;
  const run = await aQueuedRun(ctx, place, { ...minuteOf(Math.max(1, seconds)), ...changes });
  const runnerId = aRunner();
  assert.ok(await claimRun(ctx, { run, runnerId, addresses: ["127.0.0.1"] }));
  const random = seededRandom(run.number);
  const frames = Array.from({ length: seconds }, (_, second) => drawn(second, { slower, failed, random }));
  for (let from = 0; from < frames.length; from += 10)
    await Promise.all(frames.slice(from, from + 10).map((frame) => insertSecond(ctx.db, run, frame)));
  assert.ok(await endRun(ctx, { run, outcome, sentence: "done", runnerId, abandoned: null }));
  return read(ctx, run.id);
}

type Drawn = { slower: number; failed: number; random: () => number };

function drawn(second: number, { slower, failed, random }: Drawn): Frame {
  const frame = aFrame(second, { ok: perSecond - failed, failed });
  const latency = emptyHistogram();
  for (let nth = 0; nth < perSecond; nth++) recordUs(latency, (30 - 12 * Math.log(1 - random())) * 1_000 * slower);
  return { ...frame, steps: frame.steps.map((step) => ({ ...step, latency })) };
}
