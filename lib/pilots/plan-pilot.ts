import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { placedOrRefused } from "./change-pilot.ts";
import type { PilotFacts } from "./core/place.ts";
import type { PlanPilot } from "./input/plan.ts";
import { openPilot } from "./read-open-pilot.ts";
import { savePilot } from "./save-pilot.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "pilot-changed" | "window-skipped";

/** Changes a pilot's plan: go-live window, programme dates, shifts, scope of parity; what is left out stays. Wall times are the site's. */
export async function planPilot(
  ctx: Ctx,
  { pilot: slug, version, window, ...parts }: PlanPilot & { pilot: string },
): Promise<{ ok: true; pilot: PilotFacts } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const placed = window ? placedOrRefused(window, found.pilot.timeZone) : { ok: true as const, window };
    if (!placed.ok) return placed;
    const given = Object.entries({ ...parts, window: placed.window }).filter(([, value]) => value !== undefined);
    const after: Partial<PilotFacts> = Object.fromEntries(given);
    return savePilot(tx, ctx, { row: found.pilot, version, verb: "pilot.planned", after });
  });
}
