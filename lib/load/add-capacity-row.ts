import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { mostCapacityRows } from "./core/capacity-table.ts";
import type { AddCapacityRow } from "./input/capacity.ts";
import { findRun, type RunWithScenario } from "./store.ts";
import { countCapacityRows, insertCapacityRow, lockCapacityTable } from "./store-capacity.ts";

type Asked = AddCapacityRow & { pilot: string; table: string };
type RunRefusals = "run-not-found" | "capacity-run-not-ended" | "capacity-run-not-load";
type Refusals =
  | RunRefusals
  | "pilot-not-found"
  | "pilot-archived"
  | "capacity-table-not-found"
  | "capacity-rows-many"
  | "capacity-run-doubled";

/** Names the run that a row is read from. Refuses a run that is not there, has not ended, is no load run, or is in the table already, and the
 *  201st row. Percents that are typed stand for whoever typed them, and only where the run has no figure of its own. */
export async function addCapacityRow(ctx: Ctx, asked: Asked): Promise<{ ok: true; id: string } | Refused<Refusals>> {
  const { pilot, table, replicas, label } = asked;
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, pilot);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const stored = await lockCapacityTable(tx, pilotId, table);
    if (stored === null) return refuse("capacity-table-not-found");
    const named = await namedRun(tx, pilotId, asked.run);
    if (!named.ok) return named;
    if ((await countCapacityRows(tx, table)) >= mostCapacityRows)
      return refuse("capacity-rows-many", { says: { name: stored.name, most: String(mostCapacityRows) } });
    const { id: runId, number } = named.run;
    const row = { id: uuidv7(), tableId: table, runId, replicas, label, ...ofPerson(ctx, asked) };
    const says = { number: String(number), name: stored.name };
    if (!(await insertCapacityRow(tx, row))) return refuse("capacity-run-doubled", { says });
    const { typedCpuRatio, typedMemoryRatio } = row;
    const after = { table: stored.name, run: number, replicas, label, typedCpuRatio, typedMemoryRatio };
    const subject = { kind: "capacity-table", id: table };
    await record(tx, ctx, { pilotId, verb: "capacity-row.added", subject, after });
    return { ok: true, id: row.id };
  });
}

function ofPerson(ctx: Ctx, { cpuPercent, memoryPercent }: Asked) {
  const ratio = (percent: number | null) => (percent === null ? null : percent / 100);
  const typed = { typedCpuRatio: ratio(cpuPercent), typedMemoryRatio: ratio(memoryPercent) };
  return { ...typed, addedBy: ctx.actor.name, addedAt: ctx.now() };
}

async function namedRun(
  tx: Tx,
  pilotId: string,
  number: number,
): Promise<{ ok: true; run: RunWithScenario } | Refused<RunRefusals>> {
  const run = await findRun(tx, pilotId, number);
  if (run === null) return refuse("run-not-found");
  const says = { number: String(number) };
  if (run.kind !== "load") return refuse("capacity-run-not-load", { says });
  return run.state === "ended" ? { ok: true, run } : refuse("capacity-run-not-ended", { says });
}
