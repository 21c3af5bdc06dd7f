import { readScenario } from "#lib/load/input/scenario.ts";
import { scenarioTemplates } from "#lib/load/templates.ts";
import type { Profile } from "../../lib/load/core/profile.ts";
import type { RunPlan } from "../../lib/load/core/run.ts";

/** One GET again and again, by the template that Gantry ships, under any load. `thinkMs`: least and most; only a closed profile thinks. */
export function frontPagePlan(profile: Profile, [minMs, maxMs]: readonly [number, number] = [0, 0]): RunPlan {
  const found = scenarioTemplates.find(({ key }) => key === "any-http-service");
  const read = readScenario(found?.text ?? "");
  if (found === undefined || !read.ok) throw new Error("The template any-http-service is missing or has mistakes.");
  const scenario = { ...read.scenario, think: { minMs, maxMs } };
  return { scenario, profile, objectives: found.objectives, seed: 1, data: {} };
}
