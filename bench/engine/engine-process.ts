import path from "node:path";
import { plannedSeconds } from "../../lib/load/core/profile.ts";
import { type Running, start } from "./children.ts";
import type { EngineLine, EngineResult, EngineTask } from "./engine-load.ts";
import { until } from "./wait.ts";

/** The load engine in a process of its own. */

const file = path.join(import.meta.dirname, "engine-load.ts");
const startMs = 20_000;
/** Beyond the plan: idling, warming up, draining. */
const endMs = 30_000;

export type EngineProcess = {
  running: Running;
  reached(phase: "idle" | "running"): Promise<void>;
  /** Waits for the end of the plan. Rejects when the run was not driven to its end or a request failed. */
  result(): Promise<EngineResult>;
  /** The table that was asked for by `heapAtSecond`. */
  heap(): string | null;
};

export function startEngineProcess(task: Partial<EngineTask> & Pick<EngineTask, "plan" | "url">, core: number | null) {
  const whole: EngineTask = { idleSeconds: 0, profile: null, heapAtSecond: null, ...task };
  const running = start({ file: process.execPath, args: ["--import", "tsx", file, JSON.stringify(whole)] }, core);
  const lines = () => linesOf(running);
  const sentence = () => `the engine did not start, or did not end: ${running.stderr().trim().slice(-500)}`;
  const one: EngineProcess = {
    running,
    reached: (phase) =>
      until(() => lines().some((line) => "phase" in line && line.phase === phase), {
        ms: startMs,
        whileTrue: running.alive,
        sentence,
      }),
    async result() {
      const ms = (whole.idleSeconds + plannedSeconds(whole.plan.profile)) * 1_000 + endMs;
      await until(() => !running.alive(), { ms, whileTrue: () => true, sentence });
      const found = lines().find((line) => "result" in line)?.result;
      if (found === undefined) throw new Error(sentence());
      if (found.kind !== "completed" || found.failed > 0)
        throw new Error(`${found.sentence} ${found.failed} requests failed: nothing can be read from this run.`);
      return found;
    },
    heap: () => lines().find((line) => "heap" in line)?.heap ?? null,
  };
  return one;
}

function linesOf(running: Running): EngineLine[] {
  const whole = running.stdout().split("\n").slice(0, -1);
  return whole.map((line) => JSON.parse(line));
}
