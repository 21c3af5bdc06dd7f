import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { hasComeBack, standingOf } from "./core/dispositions.ts";
import { actsOfGroups, insertAct } from "./store-acts.ts";

type Seen = { id: number; number: number; lastMs: number };

/** A difference that was fixed, or settled by a rule, and is seen again opens by itself: an act and an event each. Last in its transaction. */
export async function reopenFixed(
  tx: Tx,
  ctx: Ctx,
  { pilotId, seen }: { pilotId: string; seen: readonly Seen[] },
): Promise<void> {
  const acts = await actsOfGroups(
    tx,
    seen.map(({ id }) => id),
  );
  const at = ctx.now();
  for (const { id, number, lastMs } of seen) {
    const standing = standingOf(
      (acts.get(id) ?? []).map((one) => one.act),
      { isCritical: false },
    );
    if (!hasComeBack(standing, lastMs)) continue;
    await insertAct(tx, { pilotId, groupId: id, act: { do: "reopened", seenAt: lastMs }, by: ctx.actor, at });
    await record(tx, ctx, {
      pilotId,
      verb: "shadow-group.reopened",
      subject: { kind: "shadow-group", id: String(number) },
      before: { state: standing.state },
      after: { state: "open", seenAt: new Date(lastMs).toISOString() },
    });
  }
}
