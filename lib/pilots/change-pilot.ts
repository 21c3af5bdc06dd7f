import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { placeWindow, wallWindow } from "./core/move-window.ts";
import type { GoLiveWindow, PilotFacts } from "./core/place.ts";
import type { ChangePilot } from "./input.ts";
import { pilotFacts } from "./pilot-facts.ts";
import { openPilot } from "./read-open-pilot.ts";
import { savePilot } from "./save-pilot.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "pilot-changed" | "window-skipped";

/** Changes what a pilot is: name, site, time zone. In another zone the go-live window keeps its wall time, and so is another instant. */
export async function changePilot(
  ctx: Ctx,
  { pilot: slug, version, ...input }: ChangePilot & { pilot: string },
): Promise<{ ok: true; pilot: PilotFacts } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const now = pilotFacts(found.pilot);
    const moved = windowIn(now, input.timeZone);
    if (!moved.ok) return moved;
    return savePilot(tx, ctx, {
      row: found.pilot,
      version,
      verb: "pilot.changed",
      after: { ...input, window: moved.window },
    });
  });
}

type Moved = { ok: true; window: GoLiveWindow | null } | Refused<"window-skipped">;

function windowIn({ window, timeZone }: PilotFacts, zone: string): Moved {
  if (window === null || zone === timeZone) return { ok: true, window };
  return placedOrRefused(wallWindow(window, timeZone), zone);
}

/** A window of wall times as instants, or the refusal that says why not. */
export function placedOrRefused(
  wall: GoLiveWindow,
  zone: string,
): { ok: true; window: GoLiveWindow } | Refused<"window-skipped"> {
  const placed = placeWindow(wall, zone);
  if (placed.ok) return placed;
  return refuse("window-skipped", { says: { zone, wall: placed.skipped.replace("T", " ") } });
}
