import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import type { Refused } from "../platform/result.ts";
import { changedFields } from "./core/edit.ts";
import type { SystemMetrics } from "./core/system-metrics.ts";
import type { ChooseMetrics } from "./input/metrics.ts";
import { openSystem, type SystemRefusals } from "./open-system.ts";
import { savedMeanwhile } from "./saved-meanwhile.ts";
import { updateSystem } from "./store.ts";

type Asked = ChooseMetrics & { pilot: string; system: string };
type Chosen = { ok: true; metrics: SystemMetrics; version: number };

/** Chooses which of a system's own figures load runs read, and where, with a reason. Runs that go on keep what they began with. */
export async function chooseMetrics(
  ctx: Ctx,
  { pilot, system, version, reason, addresses, figures }: Asked,
): Promise<Chosen | Refused<SystemRefusals | "system-changed">> {
  return ctx.transaction(async (tx) => {
    const found = await openSystem(tx, { pilot, system });
    if (!found.ok) return found;
    const { id, pilotId, metrics: was } = found.system;
    if (found.system.version !== version) return savedMeanwhile(tx, { pilotId, kind: "system", id, version });
    const before = inOneOrder(was ?? { addresses: [], figures: [] });
    const metrics = inOneOrder({ addresses, figures });
    const changed = changedFields(before, metrics);
    if (changed.length === 0) return { ok: true, metrics, version };
    const row = await updateSystem(tx, id, { metrics });
    const of = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([one]) => changed.includes(one)));
    const after = { ...of(metrics), version: row.version };
    const subject = { kind: "system", id };
    await record(tx, ctx, { pilotId, verb: "system.figures-chosen", subject, before: of(before), after, reason });
    return { ok: true, metrics, version: row.version };
  });
}

/** The database gives the parts of a stored figure in an order of its own; compared, they must not differ by that. */
function inOneOrder({ addresses, figures }: SystemMetrics): SystemMetrics {
  return {
    addresses,
    figures: figures.map(({ label, address, metric, way, fold, unit }) => ({
      label,
      address,
      metric,
      way,
      fold,
      unit,
    })),
  };
}
