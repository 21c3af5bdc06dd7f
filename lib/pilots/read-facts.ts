import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { PilotFacts } from "./core/place.ts";
import { pilotFacts } from "./pilot-facts.ts";
import { readPilot } from "./read-pilot.ts";

/** What a pilot is, where, and its plan; archived ones too. */
export async function readFacts(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; pilot: PilotFacts } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  return found.ok ? { ok: true, pilot: pilotFacts(found.pilot) } : found;
}
