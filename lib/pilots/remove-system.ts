import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { WithReason } from "./input.ts";
import { openSystem, type SystemRefusals } from "./open-system.ts";
import { updateSystem, withdrawUnlocks } from "./store.ts";

type Asked = WithReason & { pilot: string; system: string };

/** Ends that anything reaches a system. Its row stays, so that past runs keep its name; runs that go on are not stopped. */
export async function removeSystem(
  ctx: Ctx,
  { pilot, system, reason }: Asked,
): Promise<{ ok: true; removedAt: string } | Refused<SystemRefusals | "practice-stays">> {
  return ctx.transaction(async (tx) => {
    const found = await openSystem(tx, { pilot, system });
    if (!found.ok) return found;
    const { id, pilotId, name, baseUrl, environment } = found.system;
    if (environment === "practice") return refuse("practice-stays", { says: { name } });
    const removedAt = ctx.now();
    await withdrawUnlocks(tx, [id], removedAt);
    await updateSystem(tx, id, { removedAt });
    const before = { name, baseUrl, environment };
    await record(tx, ctx, { pilotId, verb: "system.removed", subject: { kind: "system", id }, before, reason });
    return { ok: true, removedAt: removedAt.toISOString() };
  });
}
