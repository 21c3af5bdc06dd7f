import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { askNow, lockItem } from "./store-probes.ts";

type Asked = { pilot: string; item: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "item-not-found" | "item-no-probe" | "probe-asked";

/** Has a probe run at once, instead of when it is due. The keeper does it, within a second or two. */
export async function runProbeNow(
  ctx: Ctx,
  { pilot: slug, item: itemId }: Asked,
): Promise<{ ok: true; askedAt: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const item = await lockItem(tx, itemId);
    if (item === null || item.pilotId !== found.pilot.id) return refuse("item-not-found");
    if (item.rule.kind !== "probe" || item.rule.probe === null) return refuse("item-no-probe");
    const at = ctx.now();
    if (!(await askNow(tx, { itemId, by: ctx.actor.name, at }))) return refuse("probe-asked");
    return { ok: true, askedAt: at.toISOString() };
  });
}
