import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { saveReloadAsked } from "./store.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "displays-none";

/** Asks all displays of a pilot to load their page anew, each at its next quiet time. Answers how many were asked. */
export async function askReload(
  ctx: Ctx,
  { pilot }: { pilot: string },
): Promise<{ ok: true; displays: number; askedAt: number } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, pilot);
    if (!found.ok) return found;
    const [pilotId, at] = [found.pilot.id, ctx.now()];
    const displays = await saveReloadAsked(tx, pilotId, at);
    if (displays === 0) return refuse("displays-none");
    const subject = { kind: "display", id: "all" };
    await record(tx, ctx, { pilotId, verb: "display.reload-asked", subject, after: { displays } });
    return { ok: true, displays, askedAt: at.getTime() };
  });
}
