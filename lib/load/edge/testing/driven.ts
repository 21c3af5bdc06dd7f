import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { ErrorExample } from "../../core/example.ts";
import { addFrame, emptyTotals, type Totals, unfinishedOf } from "../../core/fold.ts";
import type { Frame } from "../../core/frame.ts";
import type { RunPlan } from "../../core/run.ts";
import { type Engine, type EngineEnd, type EngineOptions, type EnginePhase, startEngine } from "../engine.ts";

/** A run of the real engine, with all that it has told so far. */
export type Driven = {
  engine: Engine;
  frames: Frame[];
  examples: ErrorExample[];
  phases: EnginePhase[];
  /** Waits for the end, then folds all frames; throws when a second is missing, twice, or out of order. */
  totals(): Promise<{ end: EngineEnd; totals: Totals; unfinished: number }>;
};

type Setting = { plan: RunPlan; url: string } & Partial<
  Pick<EngineOptions, "threads" | "secrets" | "onFrame" | "onPhase" | "onLevel">
>;

/** Starts the engine against a loopback address; it is ended when the test is over. */
export function driven(t: TestContext, { plan, url, threads = 1, secrets = {}, ...heard }: Setting): Driven {
  const { onFrame, onPhase, onLevel = () => {} } = heard;
  const frames: Frame[] = [];
  const examples: ErrorExample[] = [];
  const phases: EnginePhase[] = [];
  const engine = startEngine({
    plan,
    target: { baseUrl: url, addresses: ["127.0.0.1"] },
    runId: "r1",
    secrets,
    threads,
    onLevel,
    onFrame: (frame) => {
      frames.push(frame);
      onFrame?.(frame);
    },
    onExample: (example) => examples.push(example),
    onPhase: (phase, at) => {
      phases.push(phase);
      onPhase?.(phase, at);
    },
  });
  t.after(async () => {
    engine.stop();
    await engine.done.catch(() => {});
  });
  const totals = async () => {
    const end = await engine.done;
    assert.deepEqual(
      frames.map(({ second }) => second),
      frames.map((_, index) => index),
      "each second once, in order",
    );
    const sum = frames.reduce(addFrame, emptyTotals(plan));
    return { end, totals: sum, unfinished: unfinishedOf(sum) };
  };
  return { engine, frames, examples, phases, totals };
}
