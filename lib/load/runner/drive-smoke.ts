import { keepsTexts, smokeProfile } from "../core/check-list.ts";
import type { PassStep } from "../core/pass.ts";
import type { RunPlan } from "../core/run.ts";
import type { Engine, EngineOptions } from "../edge/engine.ts";
import { carryOutPasses } from "../edge/pass-runner.ts";
import type { RunWithScenario } from "../store.ts";
import type { End } from "./watch-run.ts";

type Smoke = {
  run: RunWithScenario;
  aim: Pick<EngineOptions, "plan" | "target" | "runId" | "secrets"> & { plan: RunPlan };
  onStep(step: PassStep): void;
  onBegin(at: Date): void;
  /** What ends it before its end is told by `stop`. */
  carriedBy(stops: Pick<Engine, "stop">): void;
};

const tooLong: End = { outcome: "aborted", sentence: "The passes were not through after 10 min." };

/** Goes through a smoke run's passes, in this process. Resolves with how it ended by itself: an earlier cause is the caller's to know. */
export async function driveSmoke({ run, aim, onStep, onBegin, carriedBy }: Smoke): Promise<End> {
  const [stopped, late] = [new AbortController(), AbortSignal.timeout(smokeProfile.durationSeconds * 1_000)];
  carriedBy({ stop: () => stopped.abort() });
  onBegin(new Date());
  let failed = 0;
  await carryOutPasses({
    ...aim,
    passes: run.passes ?? 1,
    signal: AbortSignal.any([stopped.signal, late]),
    onStep: (step) => {
      const texts = keepsTexts(step, failed) ? {} : { request: "", answer: "" };
      if (!step.holds) failed += 1;
      onStep({ ...step, ...texts });
    },
  });
  return late.aborted ? tooLong : { outcome: "completed", sentence: "Ran to its planned end." };
}
