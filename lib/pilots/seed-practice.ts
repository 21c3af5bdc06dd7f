import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { findPilot, insertPilot, insertSystem, listSystems, lockPilot, updateSystem } from "./store.ts";

/** `mirrorUrl`: in front of legacy; what is sent there is asked of both. */
export type PracticeAddresses = { legacyUrl: string; newUrl: string; mirrorUrl?: string };

const slug = "practice";

/** Makes the practice pilot and its systems the first time, and follows the plant when its ports have changed. */
export async function seedPractice(ctx: Ctx, { legacyUrl, newUrl, mirrorUrl }: PracticeAddresses): Promise<void> {
  await ctx.transaction(async (tx) => {
    await makePilot(tx, ctx);
    // Two that start at once on one database: one after the other from here on.
    const pilotId = (await lockPilot(tx, slug))?.id;
    if (pilotId === undefined) throw new Error("The practice pilot that was just made is gone.");
    await placeSystem(tx, ctx, { pilotId, name: "practice-new", baseUrl: newUrl, role: "new" });
    await placeSystem(tx, ctx, { pilotId, name: "practice-legacy", baseUrl: legacyUrl, role: "legacy" });
    if (mirrorUrl !== undefined)
      await placeSystem(tx, ctx, { pilotId, name: "practice-mirror", baseUrl: mirrorUrl, role: "other" });
  });
}

/** Unless it is there. */
async function makePilot(tx: Tx, ctx: Ctx): Promise<void> {
  if ((await findPilot(tx, slug)) !== null) return;
  const id = uuidv7();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const pilot = { slug, name: "Practice", site: "Practice plant", timeZone, practice: true };
  if (!(await insertPilot(tx, { id, ...pilot, createdAt: ctx.now() }))) return;
  await record(tx, ctx, { pilotId: id, verb: "pilot.created", subject: { kind: "pilot", id }, after: pilot });
}

type Place = { pilotId: string; name: string; baseUrl: string; role: "legacy" | "new" | "other" };

async function placeSystem(tx: Tx, ctx: Ctx, { pilotId, name, baseUrl, role }: Place): Promise<void> {
  const there = (await listSystems(tx, pilotId)).find((system) => system.name === name);
  if (there?.baseUrl === baseUrl) return;
  const id = there?.id ?? uuidv7();
  const reason = "The practice plant on this machine, for learning and trying.";
  if (there) await updateSystem(tx, id, { baseUrl });
  else {
    const row = { id, pilotId, name, baseUrl, role, environment: "practice" as const, reason };
    await insertSystem(tx, { ...row, createdBy: ctx.actor.name, createdAt: ctx.now() });
  }
  const change = there ? { verb: "system.moved", before: { baseUrl: there.baseUrl } } : { verb: "system.named" };
  await record(tx, ctx, { pilotId, ...change, subject: { kind: "system", id }, after: { name, baseUrl }, reason });
}
