import { readScenario } from "#lib/load/input/scenario.ts";
import { scenarioTemplates } from "#lib/load/templates.ts";
import type { Frame } from "../../lib/load/core/frame.ts";
import type { RunPlan } from "../../lib/load/core/run.ts";
import { startEngine } from "../../lib/load/edge/engine.ts";
import type { Counted } from "./peer-output.ts";
import { profileThread } from "./thread-profile.ts";

/** The load engine in a process of its own, as the runner drives it but without a database. Its only argument is a task as JSON; it prints
 *  `{"requests":…,"failed":…}`. */

export type GantryTask = {
  /** Key of a template that Gantry ships; its think time is set to 0. */
  template: string;
  url: string;
  users: number;
  seconds: number;
  /** Where the thread's CPU profile goes, and which part of the run it covers; null for none. */
  profile: { file: string; fromSecond: number; seconds: number } | null;
};

function planOf({ template, users, seconds }: GantryTask): RunPlan {
  const found = scenarioTemplates.find(({ key }) => key === template);
  if (found === undefined) throw new Error(`There is no template ${template}.`);
  const read = readScenario(found.text);
  if (!read.ok) throw new Error(`The template ${template} has mistakes.`);
  return {
    scenario: { ...read.scenario, think: { minMs: 0, maxMs: 0 } },
    profile: { model: "closed", users, spawnPerSecond: users * 20, durationSeconds: seconds },
    objectives: found.objectives,
    seed: 1,
    data: {},
  };
}

function addFrame(sum: Counted, { steps }: Frame): void {
  for (const { ok, failed } of steps) {
    let wrong = 0;
    for (const [kind, count = 0] of Object.entries(failed)) if (kind !== "unfinished") wrong += count;
    sum.requests += ok + wrong;
    sum.failed += wrong;
  }
}

async function drive(task: GantryTask): Promise<Counted> {
  const sum: Counted = { requests: 0, failed: 0 };
  const engine = startEngine({
    plan: planOf(task),
    target: { baseUrl: task.url, addresses: [new URL(task.url).hostname] },
    runId: process.hrtime.bigint().toString(36).padStart(12, "0").slice(-12),
    secrets: { OPERATOR_PASSWORD: "bench" },
    onFrame: (frame) => addFrame(sum, frame),
    onExample: ({ detail }) => console.error(detail),
    onPhase: (phase) => {
      if (phase === "running" && task.profile !== null) profileThread(task.profile);
    },
  });
  const end = await engine.done;
  if (end.kind !== "completed") throw new Error(end.sentence);
  return sum;
}

const task: GantryTask = JSON.parse(process.argv[2] ?? "");
console.log(JSON.stringify(await drive(task)));
