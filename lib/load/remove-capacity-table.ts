import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { deleteCapacityTable, listCapacityRows, lockCapacityTable } from "./store-capacity.ts";

type Asked = { pilot: string; table: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "capacity-table-not-found";

/** Takes a table away with its rows; the log keeps which runs it named, and the runs stay. */
export async function removeCapacityTable(
  ctx: Ctx,
  { pilot, table }: Asked,
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, pilot);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const stored = await lockCapacityTable(tx, pilotId, table);
    if (stored === null) return refuse("capacity-table-not-found");
    const named = await listCapacityRows(tx, [table]);
    const rows = named.map(({ row: { replicas, label }, run }) => ({ run: run.number, replicas, label }));
    await deleteCapacityTable(tx, table);
    const subject = { kind: "capacity-table", id: table };
    await record(tx, ctx, { pilotId, verb: "capacity-table.removed", subject, before: { name: stored.name, rows } });
    return { ok: true };
  });
}
