import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import {
  type CapacityRowView,
  type CapacityRun,
  type CapacityTableView,
  capacityRow,
  capacitySpan,
  type SpanFigure,
} from "./core/capacity-table.ts";
import type { LevelFigures } from "./core/level-fold.ts";
import { plannedSeconds } from "./core/profile.ts";
import type { Db } from "./store.ts";
import {
  type CapacityTableRecord,
  type FoundCapacityRow,
  listCapacityRows,
  listCapacityTables,
  meansBetween,
  type RunSpan,
} from "./store-capacity.ts";
import { listLevelsOf } from "./store-levels.ts";

/** A pilot's capacity tables, each row with the figures that its run has now. */
export async function readCapacity(
  ctx: Ctx,
  { pilot }: { pilot: string },
): Promise<{ ok: true; tables: CapacityTableView[] } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, pilot);
  if (!found.ok) return found;
  return { ok: true, tables: await tableViews(ctx.db, await listCapacityTables(ctx.db, found.pilot.id)) };
}

/** One of them. */
export async function readCapacityTable(
  ctx: Ctx,
  { pilot, table }: { pilot: string; table: string },
): Promise<{ ok: true; table: CapacityTableView } | Refused<"pilot-not-found" | "capacity-table-not-found">> {
  const found = await readPilot(ctx, pilot);
  if (!found.ok) return found;
  const stored = (await listCapacityTables(ctx.db, found.pilot.id)).filter(({ id }) => id === table);
  const [view] = await tableViews(ctx.db, stored);
  return view === undefined ? refuse("capacity-table-not-found") : { ok: true, table: view };
}

/** As many questions for all tables as for one row. */
async function tableViews(db: Db, tables: readonly CapacityTableRecord[]): Promise<CapacityTableView[]> {
  const found = await listCapacityRows(
    db,
    tables.map(({ id }) => id),
  );
  const levels = await listLevelsOf(db, [...new Set(found.map(({ run }) => run.id))]);
  const rows = found.map(({ row, run }) => ({ row, run: runOf(run, levels.get(run.id) ?? []) }));
  const spans = new Map(rows.flatMap(({ run }) => spanOf(run) ?? []).map((span) => [span.runId, span]));
  const means = await meansBetween(db, [...spans.values()]);
  return tables.map(({ id, name, addedBy, addedAt }) => {
    const own = rows.filter(({ row }) => row.tableId === id);
    const views = own.map(({ row, run }) => rowView(row, run, means.get(run.id) ?? []));
    return { id, name, addedBy, addedAt: addedAt.toISOString(), rows: views };
  });
}

/** A row's run has ended: its figures are those that it keeps. */
function runOf({ profile, startedAt, verdict, ...run }: FoundCapacityRow["run"], levels: LevelFigures[]): CapacityRun {
  const { lastSecond, latencyMsP95, throughputPerSecond, ...named } = run;
  return {
    ...named,
    ...{ levels, plan: { profile }, plannedSeconds: plannedSeconds(profile) },
    startedAt: startedAt?.toISOString() ?? null,
    summary: { lastSecond, latencyMsP95, steps: [{ throughputPerSecond }] },
    verdict: { kind: verdict ?? "inconclusive" },
  };
}

/** Null for a run that never began. */
function spanOf(run: CapacityRun): RunSpan | null {
  if (run.startedAt === null) return null;
  const { fromSecond, toSecond } = capacitySpan(run);
  const startMs = Date.parse(run.startedAt);
  return { runId: run.id, fromMs: startMs + fromSecond * 1000, toMs: startMs + toSecond * 1000 };
}

function rowView(row: FoundCapacityRow["row"], run: CapacityRun, figures: readonly SpanFigure[]): CapacityRowView {
  const { id, replicas, label, addedBy, addedAt, typedCpuRatio, typedMemoryRatio } = row;
  const typed = { cpuRatio: typedCpuRatio, memoryRatio: typedMemoryRatio, by: addedBy };
  return capacityRow({ id, replicas, label, addedBy, addedAt: addedAt.toISOString(), run, figures, typed });
}
