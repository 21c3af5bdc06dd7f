import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { practiceFigures } from "./core/known-figures.ts";
import { findPilot, insertPilot, insertSystem, listSystems, lockPilot, type SystemRow, updateSystem } from "./store.ts";

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

/** The plant shows figures of its own: a first run has them without anybody choosing. */
const metrics = {
  addresses: ["/metrics"],
  figures: practiceFigures.map((figure) => ({ ...figure, address: "/metrics" })),
};

type Place = { pilotId: string; name: string; baseUrl: string; role: "legacy" | "new" | "other" };

const reason = "The practice plant on this machine, for learning and trying.";

async function placeSystem(tx: Tx, ctx: Ctx, place: Place): Promise<void> {
  const { pilotId, name, baseUrl, role } = place;
  const there = (await listSystems(tx, pilotId)).find((system) => system.name === name);
  if (there !== undefined) return followPlant(tx, ctx, { there, place });
  const id = uuidv7();
  const shows = role === "other" ? null : metrics;
  const row = { id, pilotId, name, baseUrl, role, environment: "practice" as const, reason, metrics: shows };
  await insertSystem(tx, { ...row, createdBy: ctx.actor.name, createdAt: ctx.now() });
  const subject = { kind: "system", id };
  await record(tx, ctx, { pilotId, verb: "system.named", subject, after: { name, baseUrl }, reason });
}

/** Figures of its own are chosen where nobody has chosen yet: an older Gantry did not read them. */
async function followPlant(tx: Tx, ctx: Ctx, { there, place }: { there: SystemRow; place: Place }): Promise<void> {
  const { pilotId, name, baseUrl, role } = place;
  const subject = { kind: "system", id: there.id };
  if (there.baseUrl !== baseUrl) {
    await updateSystem(tx, there.id, { baseUrl });
    const moved = { before: { baseUrl: there.baseUrl }, after: { name, baseUrl } };
    await record(tx, ctx, { pilotId, verb: "system.moved", subject, ...moved, reason });
  }
  if (there.metrics !== null || role === "other") return;
  const { version } = await updateSystem(tx, there.id, { metrics });
  const after = { ...metrics, version };
  await record(tx, ctx, { pilotId, verb: "system.figures-chosen", subject, after, reason });
}
