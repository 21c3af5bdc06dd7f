import type { Ctx } from "../platform/ctx.ts";
import { listPilots, type PilotRow } from "./store.ts";

export type PilotView = { slug: string; name: string; site: string; timeZone: string; practice: boolean };
export type ListedPilot = PilotView & { archivedAt: string | null; windowFrom: string | null };

/** The pilots that go on, by name. */
export async function readPilots(ctx: Ctx): Promise<PilotView[]> {
  const rows = await listPilots(ctx.db);
  return rows.filter(({ archivedAt }) => archivedAt === null).map(pilotView);
}

/** All of them, archived ones last. */
export async function readAllPilots(ctx: Ctx): Promise<ListedPilot[]> {
  const rows = await listPilots(ctx.db);
  const isArchived = (row: PilotRow) => Number(row.archivedAt !== null);
  return [...rows]
    .sort((a, b) => isArchived(a) - isArchived(b))
    .map((row) => ({
      ...pilotView(row),
      archivedAt: row.archivedAt?.toISOString() ?? null,
      windowFrom: row.windowFrom?.toISOString() ?? null,
    }));
}

function pilotView({ slug, name, site, timeZone, practice }: PilotRow): PilotView {
  return { slug, name, site, timeZone, practice };
}
