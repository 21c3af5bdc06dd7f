import { createHash } from "node:crypto";
import type { Database } from "#lib/platform/database.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { cookieIn } from "./session-token.ts";
import { findDisplayByToken, touchDisplay } from "./store-displays.ts";
import { whereOf } from "./where.ts";

/** The cookie of a screen on a wall. It opens the doors of its own wall and no other. */
export const displayCookieName = "gantry-wall";

/** A screen that is paired with a pilot. */
export type Display = { id: string; pilotId: string; number: number; name: string };
export type NoDisplay = Refused<"display-unpaired" | "display-revoked" | "display-pilot-archived">;

const seenEveryMs = 10_000;

/** What a screen carries, before and after it is paired; null when it carries nothing. */
export function displayTokenIn(cookieHeader: string | null): string | null {
  const token = cookieIn(cookieHeader, displayCookieName);
  return token === "" ? null : token;
}

export function displayTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Which display asks, from a request's headers. Read each time, so that revoking works at once. Refuses display-unpaired: no cookie, a
 *  foreign one, or one whose code nobody has typed yet; display-revoked; and display-pilot-archived while its pilot is put away. */
export async function readDisplay(db: Database, headers: Headers): Promise<{ ok: true; display: Display } | NoDisplay> {
  const token = displayTokenIn(headers.get("cookie"));
  const found = token === null ? null : await findDisplayByToken(db, displayTokenHash(token));
  if (found === null) return refuse("display-unpaired");
  const { id, pilotId, number, name, revokedAt, lastSeenAt } = found.display;
  if (revokedAt !== null) return refuse("display-revoked");
  if (found.pilot.archivedAt !== null) return refuse("display-pilot-archived", { says: { name: found.pilot.name } });
  const now = new Date();
  if (now.getTime() - (lastSeenAt?.getTime() ?? 0) > seenEveryMs)
    await touchDisplay(db, id, { lastSeenAt: now, lastAddress: whereOf(headers).address });
  return { ok: true, display: { id, pilotId, number, name } };
}
