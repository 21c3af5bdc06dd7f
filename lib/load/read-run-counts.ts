import { readPilot } from "../pilots/read-pilot.ts";
import type { PilotView } from "../pilots/read-pilots.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { countRuns } from "./store.ts";

export type PilotWithCounts = PilotView & { openRuns: number };

/** A pilot and how many of its runs have not ended. */
export async function readRunCounts(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & PilotWithCounts) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { name, site, timeZone, practice } = found.pilot;
  const { open } = await countRuns(ctx.db, found.pilot.id);
  return { ok: true, slug, name, site, timeZone, practice, openRuns: open };
}
