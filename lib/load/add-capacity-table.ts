import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { mostCapacityTables } from "./core/capacity-table.ts";
import { countCapacityTables, insertCapacityTable } from "./store-capacity.ts";

type Asked = { pilot: string; name: string };
type Why = "pilot-not-found" | "pilot-archived" | "capacity-table-doubled" | "capacity-tables-many";

/** Begins a table of what so many replicas carry. Refuses a second one of the same name, and more than 50 of a pilot. */
export async function addCapacityTable(
  ctx: Ctx,
  { pilot, name }: Asked,
): Promise<{ ok: true; id: string } | Refused<Why>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, pilot);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    // The pilot's row is locked: of two at once the second counts the first.
    if ((await countCapacityTables(tx, pilotId)) >= mostCapacityTables)
      return refuse("capacity-tables-many", { says: { most: String(mostCapacityTables) } });
    const table = { id: uuidv7(), pilotId, name, addedBy: ctx.actor.name, addedAt: ctx.now() };
    if (!(await insertCapacityTable(tx, table))) return refuse("capacity-table-doubled", { says: { name } });
    const subject = { kind: "capacity-table", id: table.id };
    await record(tx, ctx, { pilotId, verb: "capacity-table.added", subject, after: { name } });
    return { ok: true, id: table.id };
  });
}
