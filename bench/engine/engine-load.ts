import { addFrame, emptyTotals, type Totals } from "../../lib/load/core/fold.ts";
import type { RunPlan } from "../../lib/load/core/run.ts";
import { type EngineEnd, startEngine } from "../../lib/load/edge/engine.ts";
import { goFirst } from "../../lib/load/edge/go-first.ts";
import { type Histogram, valueAtUs } from "../../lib/platform/core/histogram.ts";
import type { Quantiles } from "./quantiles.ts";
import { printThreadHeap } from "./thread-heap.ts";
import { type ProfileTask, profileThread } from "./thread-profile.ts";

/** Any plan driven by the load engine in a process of its own, as the runner does but without a database. Its only argument
 *  is a task as JSON; it prints lines of JSON, an `EngineLine` each. */

export type EngineTask = {
  plan: RunPlan;
  url: string;
  /** How long the process stays without a run first, all its code loaded, as an idle runner does. */
  idleSeconds: number;
  profile: ProfileTask | null;
  /** When, from the run's start on, the thread's heap is looked into; null: never. */
  heapAtSecond: number | null;
};

export type EngineResult = Pick<EngineEnd, "kind" | "sentence"> &
  Pick<Totals, "planned" | "ended" | "dropped" | "users" | "saturatedSeconds"> & {
    failed: number;
    latencyMs: Quantiles;
    /** How late the pacer released requests; all 0 for a closed plan. */
    latenessMs: Quantiles;
  };

export type EngineLine = { phase: "idle" | "running" } | { heap: string } | { result: EngineResult };

const say = (line: EngineLine) => console.log(JSON.stringify(line));

function quantilesMs(histogram: Histogram): Quantiles {
  const at = (q: number) => valueAtUs(histogram, q) / 1_000;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

function failedOf({ failed, failedByKind }: Totals["all"]): number {
  return failed - (failedByKind.unfinished ?? 0);
}

async function drive({ plan, url, profile, heapAtSecond }: EngineTask): Promise<EngineResult> {
  const totals = emptyTotals(plan);
  let users = 0;
  const engine = startEngine({
    plan,
    target: { baseUrl: url, addresses: [new URL(url).hostname] },
    runId: process.hrtime.bigint().toString(36).padStart(12, "0").slice(-12),
    secrets: {},
    onFrame: (frame) => {
      addFrame(totals, frame);
      users = Math.max(users, frame.users);
    },
    onExample: ({ detail }) => console.error(detail),
    onPhase: (phase) => {
      if (phase !== "running") return;
      say({ phase });
      if (profile !== null) profileThread(profile);
      if (heapAtSecond !== null) setTimeout(() => printThreadHeap((heap) => say({ heap })), heapAtSecond * 1_000);
    },
  });
  const { kind, sentence } = await engine.done;
  const { planned, ended, dropped, saturatedSeconds, all, lateness } = totals;
  const counts = { planned, ended, dropped, users, saturatedSeconds, failed: failedOf(all) };
  const latencyMs = { ...quantilesMs(all.latency), max: all.latencyMaxMs };
  return { kind, sentence, ...counts, latencyMs, latenessMs: quantilesMs(lateness) };
}

goFirst(); // as the runner does
const task: EngineTask = JSON.parse(process.argv[2] ?? "");
if (task.idleSeconds > 0) {
  // What an idle runner holds, though nothing here uses it.
  await import("../../lib/load/runner/run-runner.ts");
  say({ phase: "idle" });
  await new Promise((resolve) => setTimeout(resolve, task.idleSeconds * 1_000));
}
say({ result: await drive(task) });
