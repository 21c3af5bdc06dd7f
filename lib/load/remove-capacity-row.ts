import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { findRunRecord } from "./store.ts";
import { deleteCapacityRow, lockCapacityTable } from "./store-capacity.ts";

type Asked = { pilot: string; table: string; row: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "capacity-table-not-found" | "capacity-row-not-found";

/** Takes a row out of its table; its run stays. */
export async function removeCapacityRow(ctx: Ctx, asked: Asked): Promise<{ ok: true } | Refused<Refusals>> {
  const { pilot, table } = asked;
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, pilot);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const stored = await lockCapacityTable(tx, pilotId, table);
    if (stored === null) return refuse("capacity-table-not-found");
    const gone = await deleteCapacityRow(tx, table, asked.row);
    if (gone === null) return refuse("capacity-row-not-found");
    const run = await findRunRecord(tx, gone.runId);
    const before = { table: stored.name, run: run?.number ?? null, replicas: gone.replicas, label: gone.label };
    const subject = { kind: "capacity-table", id: table };
    await record(tx, ctx, { pilotId, verb: "capacity-row.removed", subject, before });
    return { ok: true };
  });
}
