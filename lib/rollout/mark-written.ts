import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { MarkWritten } from "./input/rollout.ts";
import { findRollout } from "./store.ts";
import { lockWritten, updateWritten } from "./store-written.ts";

type Asked = MarkWritten & { pilot: string; rollout: number; written: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "rollout-not-found" | "written-not-found";

/** What became of an entry of the reconciliation list: carried over to the legacy system, or not needed there. */
export async function markWritten(
  ctx: Ctx,
  { pilot: slug, rollout: number, written: id, state, says }: Asked,
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const rollout = await findRollout(tx, found.pilot.id, number);
    if (rollout === null) return refuse("rollout-not-found");
    const row = await lockWritten(tx, rollout.id, id);
    if (row === null) return refuse("written-not-found");
    await updateWritten(tx, id, { state, says, by: ctx.actor.name, at: ctx.now() });
    await record(tx, ctx, {
      ...{ pilotId: found.pilot.id, verb: "rollout.written-marked", subject: { kind: "rollout", id: rollout.id } },
      before: { key: row.key, state: row.state },
      after: { key: row.key, state, says },
    });
    return { ok: true };
  });
}
