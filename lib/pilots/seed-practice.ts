import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { findPilot, insertPilot, insertSystem, listSystems, moveSystem } from "./store.ts";

export type PracticeAddresses = { legacyUrl: string; newUrl: string };

const slug = "practice";

/** Makes the practice pilot and its two systems the first time, and follows the plant when its ports have changed. */
export async function seedPractice(ctx: Ctx, { legacyUrl, newUrl }: PracticeAddresses): Promise<void> {
  await ctx.transaction(async (tx) => {
    const pilotId = (await findPilot(tx, slug))?.id ?? (await makePilot(tx, ctx));
    await placeSystem(tx, ctx, { pilotId, name: "practice-new", baseUrl: newUrl, role: "new" });
    await placeSystem(tx, ctx, { pilotId, name: "practice-legacy", baseUrl: legacyUrl, role: "legacy" });
  });
}

async function makePilot(tx: Tx, ctx: Ctx): Promise<string> {
  const id = uuidv7();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const pilot = { slug, name: "Practice", site: "Practice plant", timeZone, practice: true };
  await insertPilot(tx, { id, ...pilot, createdAt: ctx.now() });
  await record(tx, ctx, { pilotId: id, verb: "pilot.created", subject: { kind: "pilot", id }, after: pilot });
  return id;
}

type Place = { pilotId: string; name: string; baseUrl: string; role: "legacy" | "new" };

async function placeSystem(tx: Tx, ctx: Ctx, { pilotId, name, baseUrl, role }: Place): Promise<void> {
  const there = (await listSystems(tx, pilotId)).find((system) => system.name === name);
  if (there?.baseUrl === baseUrl) return;
  const id = there?.id ?? uuidv7();
  const reason = "The practice plant on this machine, for learning and trying.";
  if (there) await moveSystem(tx, id, baseUrl);
  else {
    const row = { id, pilotId, name, baseUrl, role, environment: "practice" as const, reason };
    await insertSystem(tx, { ...row, createdBy: ctx.actor.name, createdAt: ctx.now() });
  }
  const change = there ? { verb: "system.moved", before: { baseUrl: there.baseUrl } } : { verb: "system.named" };
  await record(tx, ctx, { pilotId, ...change, subject: { kind: "system", id }, after: { name, baseUrl }, reason });
}
