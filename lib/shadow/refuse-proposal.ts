import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { findProposals } from "./find-proposals.ts";
import type { RefuseProposal } from "./input/proposals.ts";
import { openShadow } from "./open-shadow.ts";
import { insertRefusal } from "./store-proposals.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "proposal-gone";

/** Says of a proposal that it is none; it is not shown again. The differences stay what they are. */
export async function refuseProposal(
  ctx: Ctx,
  { pilot, key }: RefuseProposal & { pilot: string },
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, pilot);
    if (!opened.ok) return opened;
    const pilotId = opened.pilot.id;
    const { proposals } = await findProposals(tx, { pilotId, now: ctx.now() });
    const proposal = proposals.find((one) => one.key === key);
    if (proposal === undefined) return refuse("proposal-gone");
    const { title, endpoint, kind } = proposal;
    await insertRefusal(tx, { pilotId, key, title, by: ctx.actor, at: ctx.now() });
    await record(tx, ctx, {
      pilotId,
      verb: "shadow-proposal.refused",
      subject: { kind: "shadow-proposal", id: key },
      after: { kind, endpoint, title },
    });
    return { ok: true };
  });
}
