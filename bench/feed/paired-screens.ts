import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { displays } from "#drizzle/schema/displays.ts";
import { displayCookieName, displayTokenHash } from "#lib/access/read-display.ts";
import type { Ctx } from "#lib/platform/ctx.ts";

/** So many displays of a pilot, as if a lead had typed all their codes. Answers the headers that each of them sends. */
export async function pairedScreens(ctx: Ctx, pilotId: string, count: number): Promise<{ cookie: string }[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(24).toString("base64url"));
  const settings = { place: "", boards: ["poll" as const], language: "en" as const, sound: false };
  const paired = { pairedAt: ctx.now(), pairedBy: ctx.actor.name };
  const rows = tokens.map((token, index) => ({
    ...{ id: uuidv7(), pilotId, number: index + 1, name: `screen ${index + 1}`, tokenHash: displayTokenHash(token) },
    ...settings,
    ...paired,
  }));
  await ctx.db.insert(displays).values(rows);
  return tokens.map((token) => ({ cookie: `${displayCookieName}=${token}` }));
}
