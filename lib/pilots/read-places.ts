import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { PlacedSystem, SystemCheck } from "./core/place.ts";
import { readPilot } from "./read-pilot.ts";
import { listSystems, liveUnlocks, type SystemRow, type UnlockRow } from "./store.ts";
import { type CheckRow, checksOf } from "./store-checks.ts";

/** What a pilot may reach, whether it answers, and which unlocks are open. `now`: the server's clock, against which checks are old. */
export async function readPlaces(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; systems: PlacedSystem[]; now: string } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const rows = await listSystems(ctx.db, found.pilot.id);
  const ids = rows.map(({ id }) => id);
  const [checks, unlocks] = await Promise.all([checksOf(ctx.db, ids), liveUnlocks(ctx.db, ctx.now())]);
  const systems = rows.map((row) => placed(row, checks, unlocks));
  return { ok: true, systems, now: ctx.now().toISOString() };
}

function placed(row: SystemRow, checks: readonly CheckRow[], unlocks: readonly UnlockRow[]): PlacedSystem {
  const { id, name, baseUrl, environment, role, version } = row;
  const check = checks.find((one) => one.systemId === id && one.baseUrl === baseUrl);
  const open = unlocks.filter(({ systemId }) => systemId === id);
  return {
    ...{ id, name, baseUrl, environment, role, version },
    metrics: row.metrics ?? { addresses: [], figures: [] },
    check: check === undefined ? null : checkView(check),
    unlocks: open.map((one) => ({
      ...{ id: one.id, reason: one.reason, grantedBy: one.grantedBy },
      expiresAt: one.expiresAt.toISOString(),
    })),
  };
}

function checkView({ answers, since, checkedAt, latencyMs, why, addresses }: CheckRow): SystemCheck {
  return { answers, latencyMs, why, addresses, since: since.toISOString(), checkedAt: checkedAt.toISOString() };
}
