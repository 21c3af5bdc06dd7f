import { closeKiosk as closeKioskRow, lockKiosk } from "#lib/access/store-kiosks.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type HoldRefusals, holdSession, type SessionAsked } from "./hold-session.ts";

/** Takes a tablet back from the console, wherever it lies: within its next question it is no kiosk any more. Refuses kiosk-not-found, also
 *  of one that was taken back before. */
export async function closeKiosk(
  ctx: Ctx,
  { kiosk: id, ...asked }: SessionAsked & { kiosk: string },
): Promise<{ ok: true } | Refused<HoldRefusals | "kiosk-not-found">> {
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, asked);
    if (!held.ok) return held;
    const kiosk = await lockKiosk(tx, id);
    if (kiosk === null || kiosk.sessionId !== held.session.id || kiosk.closedAt !== null)
      return refuse("kiosk-not-found", { says: { session: held.name } });
    await closeKioskRow(tx, id, ctx.now());
    const subject = { kind: "training-session", id: kiosk.sessionId };
    const after = { session: held.name, kiosk: id };
    await record(tx, ctx, { pilotId: kiosk.pilotId, verb: "kiosk.closed", subject, after });
    return { ok: true };
  });
}
