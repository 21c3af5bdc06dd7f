import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { ProposalsView } from "./core/proposals.ts";
import { findProposals } from "./find-proposals.ts";

/** What Gantry would ignore, and where it thinks ids are, from what it saw so far. */
export async function readProposals(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & ProposalsView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  return { ok: true, ...(await findProposals(ctx.db, { pilotId: found.pilot.id, now: ctx.now() })) };
}
