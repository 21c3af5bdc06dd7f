import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { RunInputs } from "./core/repeat.ts";
import { findRun } from "./store.ts";

/** What a run was started with: its scenario's text in that version, profile, objectives, system. */
export async function readRunInputs(
  ctx: Ctx,
  { pilot: slug, number }: { pilot: string; number: number },
): Promise<{ ok: true; inputs: RunInputs } | Refused<"pilot-not-found" | "run-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const run = await findRun(ctx.db, found.pilot.id, number);
  if (run === null) return refuse("run-not-found");
  const { name, scenarioName, scenarioVersion, scenarioText, profile, objectives, systemId, systemName } = run;
  const texts = { name, scenarioName, scenarioVersion, scenarioText };
  return { ok: true, inputs: { number, ...texts, profile, objectives, systemId, systemName } };
}
