import { createHash } from "node:crypto";
import type { Database } from "#lib/platform/database.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { cookieIn } from "./session-token.ts";
import { findOpenKiosk, touchKiosk } from "./store-kiosks.ts";

/** The cookie of a tablet that is handed round. It opens the doors of its session's kiosk and no other. */
export const kioskCookieName = "gantry-kiosk";

export type Kiosk = { id: string; pilotId: string; sessionId: string; openedById: string; openedBy: string };

const seenEveryMs = 10_000;

export function kioskTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Which kiosk a cookie header names. Refuses kiosk-closed: none, a foreign one, one that was closed or is too old. */
export async function readKiosk(
  db: Database,
  cookieHeader: string | null,
): Promise<{ ok: true; kiosk: Kiosk } | Refused<"kiosk-closed">> {
  const token = cookieIn(cookieHeader, kioskCookieName);
  if (token === null) return refuse("kiosk-closed");
  const now = new Date();
  const row = await findOpenKiosk(db, kioskTokenHash(token), now);
  if (row === null) return refuse("kiosk-closed");
  if (now.getTime() - row.lastSeenAt.getTime() > seenEveryMs) await touchKiosk(db, row.id, now);
  const { id, pilotId, sessionId, openedById, openedBy } = row;
  return { ok: true, kiosk: { id, pilotId, sessionId, openedById, openedBy } };
}
