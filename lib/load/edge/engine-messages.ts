import type { ErrorExample } from "../core/example.ts";
import type { LevelStart } from "../core/level-fold.ts";
import type { PinnedTarget, RunPlan } from "../core/run.ts";
import type { ThreadShare } from "./driver.ts";
import type { OpenSecond } from "./frame-recorder.ts";
import type { LoopReading } from "./self-watch.ts";

/** What the engine and its threads tell one another. */
export type ThreadTask = {
  plan: RunPlan;
  target: PinnedTarget;
  runId: string;
  secrets: Readonly<Record<string, string>>;
  share: ThreadShare;
};

export type ThreadFrame = OpenSecond & LoopReading;

/** `startMs`: the run's second 0 on the clock that all threads share (hrtime, in ms). */
export type ToThread = { type: "go"; startMs: number } | { type: "stop" };

export type FromThread =
  | { type: "ready" }
  | { type: "refused"; sentence: string }
  | { type: "frame"; frame: ThreadFrame }
  | { type: "example"; example: ErrorExample }
  | { type: "level"; index: number; start: LevelStart }
  | { type: "fault"; sentence: string }
  /** The planned end has come; what is on its way may still be answered. */
  | { type: "finishing" }
  | { type: "ended"; seconds: number };
