import type { Ctx } from "../platform/ctx.ts";
import { listPilots } from "./store.ts";

export type PilotView = { slug: string; name: string; site: string; timeZone: string; practice: boolean };

/** All pilots by name. */
export async function readPilots(ctx: Ctx): Promise<PilotView[]> {
  const rows = await listPilots(ctx.db);
  return rows.map(({ slug, name, site, timeZone, practice }) => ({ slug, name, site, timeZone, practice }));
}
