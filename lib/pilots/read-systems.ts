import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { readPilot } from "./read-pilot.ts";
import { listSystems, liveUnlocks, type SystemRow } from "./store.ts";

export type SystemView = Pick<SystemRow, "id" | "name" | "baseUrl" | "environment" | "role"> & {
  /** Production only: until when one run may go there. */
  unlockedUntil: string | null;
};

/** What a pilot may reach, in the order in which it was named. */
export async function readSystems(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; systems: SystemView[] } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const [rows, unlocks] = await Promise.all([listSystems(ctx.db, found.pilot.id), liveUnlocks(ctx.db, ctx.now())]);
  return { ok: true, systems: rows.map((row) => systemView(row, unlocks)) };
}

export function systemView(row: SystemRow, unlocks: readonly { systemId: string; expiresAt: Date }[]): SystemView {
  const { id, name, baseUrl, environment, role } = row;
  const until = unlocks.filter(({ systemId }) => systemId === id).map(({ expiresAt }) => expiresAt.getTime());
  const unlockedUntil = until.length === 0 ? null : new Date(Math.max(...until)).toISOString();
  return { id, name, baseUrl, environment, role, unlockedUntil };
}
