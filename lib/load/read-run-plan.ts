import { keptPartOf } from "./core/part-of-scenario.ts";
import type { RunPlan } from "./core/run.ts";
import type { Scenario } from "./core/scenario.ts";
import { readScenario } from "./input/scenario.ts";
import type { RunWithScenario } from "./store.ts";

/** Scenario texts read lately: a live run asks every second. A version's text never changes. */
const kept = new Map<string, Scenario>();
const most = 50;

/** What a stored run was started with, but for the rows of its data. Throws when its stored scenario cannot be read any more: texts are checked
 *  before they are stored. */
export function readRunPlan(run: RunWithScenario): RunPlan {
  const { profile, objectives, seed, only, number } = run;
  const part = keptPartOf(scenarioOf(run), only);
  if (!part.ok) throw new Error(`The stored scenario of run ${number} has no such part: ${part.sentence}`);
  return { scenario: part.scenario, profile, objectives, seed, data: {} };
}

/** The same; null when it cannot be read any more. */
export function readablePlan(run: RunWithScenario): RunPlan | null {
  try {
    return readRunPlan(run);
  } catch {
    return null;
  }
}

function scenarioOf({ scenarioVersionId, scenarioText, number }: RunWithScenario): Scenario {
  const there = kept.get(scenarioVersionId);
  if (there) return there;
  const read = readScenario(scenarioText);
  if (!read.ok) throw new Error(`The stored scenario of run ${number} cannot be read: ${read.mistakes[0]?.sentence}`);
  const [oldest] = kept.keys();
  if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
  kept.set(scenarioVersionId, read.scenario);
  return read.scenario;
}
