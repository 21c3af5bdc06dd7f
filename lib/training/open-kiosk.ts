import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { kioskTokenHash } from "#lib/access/read-kiosk.ts";
import { insertKiosk } from "#lib/access/store-kiosks.ts";
import { deleteSession } from "#lib/access/store-sessions.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import type { Refused } from "../platform/result.ts";
import { type HoldRefusals, holdSession, onlyIn, type SessionAsked } from "./hold-session.ts";

const tokenBytes = 32;
export const kioskSeconds = 12 * 60 * 60;

export type OpenedKiosk = { ok: true; kiosk: string; token: string; expiresAt: Date };

/** Makes the browser that asks the tablet of a session, for 12 hours at most, and ends the sign-in of whoever holds it: what is handed round
 *  opens nothing else. Refuses a session that is not open. */
export async function openKiosk(
  ctx: Ctx,
  { signIn, ...asked }: SessionAsked & { signIn: string },
): Promise<OpenedKiosk | Refused<HoldRefusals | "kiosk-session-not-open">> {
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, asked);
    if (!held.ok) return held;
    const refused = onlyIn(held, ["open"], "kiosk-session-not-open");
    if (refused !== null) return refused;
    const { id: sessionId, pilotId } = held.session;
    const [id, token, openedAt] = [uuidv7(), randomBytes(tokenBytes).toString("base64url"), ctx.now()];
    const expiresAt = new Date(openedAt.getTime() + kioskSeconds * 1000);
    const by = { openedBy: ctx.actor.name, openedById: ctx.actor.id };
    const times = { openedAt, expiresAt, lastSeenAt: openedAt };
    await insertKiosk(tx, { id, tokenHash: kioskTokenHash(token), pilotId, sessionId, ...by, ...times });
    const ended = await deleteSession(tx, { userId: ctx.actor.id, sessionId: signIn });
    const subject = { kind: "training-session", id: sessionId };
    await record(tx, ctx, {
      pilotId,
      verb: "kiosk.opened",
      subject,
      after: { session: held.name, kiosk: id, expiresAt },
    });
    if (ended) await recordEnded(tx, ctx, signIn);
    return { ok: true, kiosk: id, token, expiresAt };
  });
}

function recordEnded(tx: Tx, ctx: Ctx, session: string): Promise<number> {
  const subject = { kind: "person", id: ctx.actor.id };
  return record(tx, ctx, { pilotId: null, verb: "person.session-ended", subject, after: { session } });
}
