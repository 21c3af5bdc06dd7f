import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { HeldDuty } from "./core/place.ts";
import { readPilot } from "./read-pilot.ts";
import { listDuties, listEnabledPeople } from "./store-duties.ts";

export type DutiesView = { duties: HeldDuty[]; people: { id: string; name: string; email: string }[] };

/** Who holds what in a pilot; `people`, for an admin only: whom a duty may be given. */
export async function readDuties(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & DutiesView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const rows = await listDuties(ctx.db, found.pilot.id);
  const duties = rows.map(({ disabledAt, ...row }) => ({ ...row, enabled: disabledAt === null }));
  const people = ctx.actor.roles.includes("admin") ? await listEnabledPeople(ctx.db) : [];
  return { ok: true, duties, people };
}
