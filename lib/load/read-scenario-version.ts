import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { VersionText } from "./core/scenario-view.ts";
import { listFiles } from "./store-scenario-versions.ts";
import { findScenario, findVersion } from "./store-scenarios.ts";

type Asked = { pilot: string; scenario: string; version: number };

/** One version of a scenario as it was saved: its text, and its files whole. */
export async function readScenarioVersion(
  ctx: Ctx,
  { pilot: slug, scenario: id, version: number }: Asked,
): Promise<({ ok: true } & VersionText) | Refused<"pilot-not-found" | "scenario-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const scenario = await findScenario(ctx.db, found.pilot.id, id);
  const version = scenario === null ? null : await findVersion(ctx.db, scenario.id, number);
  if (version === null) return refuse("scenario-not-found");
  const files = (await listFiles(ctx.db, version.id)).map(({ name, text }) => ({ name, text }));
  return { ok: true, version: number, text: version.text, files };
}
