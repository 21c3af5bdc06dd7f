import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { Readiness } from "./core/readiness-view.ts";
import { isKeeperSilent, readinessOf } from "./readiness-of.ts";

/** Whether a pilot may launch as everything stands now, and if not, what keeps it and who is needed. */
export async function readReadiness(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & Readiness) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { readiness } = await readinessOf(ctx, found.pilot, await isKeeperSilent(ctx));
  return { ok: true, ...readiness };
}
