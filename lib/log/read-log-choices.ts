import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { LogChoices } from "./core/log-view.ts";
import { hasSeparateRoles, listActors, listStations } from "./store.ts";

/** By whom and by which stations a log can be filtered, and what guards it. */
export async function readLogChoices(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & LogChoices) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { id } = found.pilot;
  const [people, stations, separateRoles] = await Promise.all([
    listActors(ctx.db, id),
    listStations(ctx.db, id),
    hasSeparateRoles(ctx.db),
  ]);
  return { ok: true, people, stations, separateRoles };
}
