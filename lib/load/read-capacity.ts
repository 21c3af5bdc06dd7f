import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type CapacityRowView, type CapacityTableView, capacityRow, capacitySpan } from "./core/capacity-table.ts";
import type { RunView } from "./core/run-view.ts";
import type { LiveRuns } from "./live-runs.ts";
import { readRun } from "./read-run.ts";
import {
  type CapacityRowRecord,
  type CapacityTableRecord,
  listCapacityRows,
  listCapacityTables,
  meansBetween,
} from "./store-capacity.ts";

type Asked = { pilot: string; live: LiveRuns };

/** A pilot's capacity tables, each row with the figures that its run has now. */
export async function readCapacity(
  ctx: Ctx,
  { pilot, live }: Asked,
): Promise<{ ok: true; tables: CapacityTableView[] } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, pilot);
  if (!found.ok) return found;
  const tables: CapacityTableView[] = [];
  for (const table of await listCapacityTables(ctx.db, found.pilot.id))
    tables.push(await tableView(ctx, { pilot, live, table }));
  return { ok: true, tables };
}

/** One of them. */
export async function readCapacityTable(
  ctx: Ctx,
  { table, ...asked }: Asked & { table: string },
): Promise<{ ok: true; table: CapacityTableView } | Refused<"pilot-not-found" | "capacity-table-not-found">> {
  const found = await readPilot(ctx, asked.pilot);
  if (!found.ok) return found;
  const stored = (await listCapacityTables(ctx.db, found.pilot.id)).find(({ id }) => id === table);
  if (stored === undefined) return refuse("capacity-table-not-found");
  return { ok: true, table: await tableView(ctx, { ...asked, table: stored }) };
}

async function tableView(ctx: Ctx, { pilot, live, table }: Asked & { table: CapacityTableRecord }) {
  const rows: CapacityRowView[] = [];
  for (const { row, number } of await listCapacityRows(ctx.db, table.id)) {
    const read = await readRun(ctx, { pilot, number, live });
    if (read.ok) rows.push(await rowView(ctx, row, read.run));
  }
  const { id, name, addedBy, addedAt } = table;
  return { id, name, addedBy, addedAt: addedAt.toISOString(), rows };
}

async function rowView(ctx: Ctx, row: CapacityRowRecord, run: RunView): Promise<CapacityRowView> {
  const { id, replicas, label, addedBy, addedAt, typedCpuRatio, typedMemoryRatio } = row;
  const typed = { cpuRatio: typedCpuRatio, memoryRatio: typedMemoryRatio, by: addedBy };
  const given = { id, replicas, label, addedBy, addedAt: addedAt.toISOString(), run, typed };
  if (run.startedAt === null) return capacityRow({ ...given, figures: [] });
  const { fromSecond, toSecond } = capacitySpan(run);
  const startMs = Date.parse(run.startedAt);
  const between = { runId: run.id, fromMs: startMs + fromSecond * 1000, toMs: startMs + toSecond * 1000 };
  return capacityRow({ ...given, figures: await meansBetween(ctx.db, between) });
}
