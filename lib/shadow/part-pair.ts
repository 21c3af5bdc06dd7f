import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { openShadow } from "./open-shadow.ts";
import { findPair, insertPairAct, uncountPair } from "./store-acts.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "pair-not-found";

/** Says of one kept pair that its answers are not to the same request: it leaves parity and is counted as *not the same* from then on. It
 *  cannot be taken back, because the pair is not kept any more. */
export async function partPair(
  ctx: Ctx,
  { pilot, pair: id, why }: { pilot: string; pair: string; why: string },
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, pilot);
    if (!opened.ok) return opened;
    const pilotId = opened.pilot.id;
    const pair = await findPair(tx, pilotId, id);
    if (pair === null) return refuse("pair-not-found");
    await uncountPair(tx, pair);
    const act = { do: "not-the-same", reason: why };
    await insertPairAct(tx, { pilotId, exchangeKey: pair.key, act, by: ctx.actor, at: ctx.now() });
    await record(tx, ctx, {
      pilotId,
      verb: "shadow-pair.not-the-same",
      subject: { kind: "shadow-pair", id },
      before: { at: pair.at.toISOString(), groups: pair.groups.length },
      reason: why,
    });
    return { ok: true };
  });
}
