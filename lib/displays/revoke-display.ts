import { lockPilot } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { serverVersion } from "../platform/server-version.ts";
import type { DisplayView } from "./core/display.ts";
import { displayView } from "./display-view.ts";
import type { RevokeDisplay } from "./input.ts";
import { type DisplayAsked, revokedAlready } from "./open-display.ts";
import { lockDisplay, updateDisplay } from "./store.ts";

type Refusals = "pilot-not-found" | "display-not-found" | "display-revoked-already";

/** Takes back what a display may: from its next question on it is admitted nowhere, and its feed ends within 5 s. It stays in the list.
 *  Also of a pilot that is archived. */
export async function revokeDisplay(
  ctx: Ctx,
  { pilot: slug, display: id, reason = "" }: RevokeDisplay & DisplayAsked,
): Promise<{ ok: true; display: DisplayView } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const pilot = await lockPilot(tx, slug);
    if (pilot === null) return refuse("pilot-not-found");
    const display = await lockDisplay(tx, pilot.id, id);
    if (display === null) return refuse("display-not-found");
    if (display.revokedAt !== null) return revokedAlready(display);
    const row = await updateDisplay(tx, id, { revokedAt: ctx.now(), revokedBy: ctx.actor.name });
    const after = { number: row.number, name: row.name, version: row.version };
    const about = { pilotId: pilot.id, verb: "display.revoked", subject: { kind: "display", id } };
    await record(tx, ctx, { ...about, after, reason: reason === "" ? null : reason });
    return { ok: true, display: displayView(row, serverVersion()) };
  });
}
