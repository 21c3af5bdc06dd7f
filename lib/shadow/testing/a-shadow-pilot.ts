import { v7 as uuidv7 } from "uuid";
import { pilotDuties } from "#drizzle/schema/pilots.ts";
import { aPerson } from "#lib/access/testing/person.ts";
import { insertPilot } from "#lib/pilots/store.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import type { Exchange } from "../core/exchange.ts";
import { readGroups } from "../read-groups.ts";
import { readParity } from "../read-parity.ts";
import { type Recorded, recordExchanges } from "../record-exchanges.ts";

/** A pilot with exchanges, and people who triage them. */

export type ShadowPlace = {
  pilot: string;
  pilotId: string;
  record(exchanges: readonly Exchange[]): Promise<Recorded>;
  parity(): Promise<Extract<Awaited<ReturnType<typeof readParity>>, { ok: true }>>;
  groups(): Promise<Extract<Awaited<ReturnType<typeof readGroups>>, { ok: true }>["groups"]>;
};

export async function aShadowPilot(ctx: Ctx): Promise<ShadowPlace> {
  const pilotId = uuidv7();
  const pilot = `shadow-${pilotId}`;
  const names = { name: "Pilot", site: "Site", timeZone: "Europe/Prague" };
  await insertPilot(ctx.db, { id: pilotId, slug: pilot, ...names, createdAt: new Date() });
  const source = { kind: "mirrored" as const, name: "tap" };
  return {
    pilot,
    pilotId,
    record: (exchanges) => recordExchanges(ctx, { pilotId, source, exchanges }),
    parity: async () => found(await readParity(ctx, { pilot })),
    groups: async () => found(await readGroups(ctx, { pilot, filter: "", state: "all" })).groups,
  };
}

/** What was not refused. */
export function found<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result)}`);
  return result as Extract<T, { ok: true }>;
}

/** The context of somebody who is signed in, with the product owner's duty in a pilot or without. */
export async function somebody(ctx: Ctx, productOwnerOf?: string): Promise<Ctx> {
  const { actor } = await aPerson(ctx.db, ["lead"]);
  if (productOwnerOf !== undefined)
    await ctx.db.insert(pilotDuties).values({
      ...{ id: uuidv7(), pilotId: productOwnerOf, personId: actor.id, duty: "product-owner", station: "" },
      ...{ givenBy: "test", givenAt: new Date() },
    });
  return makeCtx(ctx.db, actor);
}
