import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { runs } from "#drizzle/schema/load.ts";
import { advanceCheckpoints } from "#lib/load/advance-checkpoints.ts";
import { compactRuns } from "#lib/load/compact-runs.ts";
import type { Frame } from "#lib/load/core/frame.ts";
import { readRunPlan } from "#lib/load/read-run-plan.ts";
import { startRun } from "#lib/load/start-run.ts";
import { findRunById, type RunWithScenario } from "#lib/load/store.ts";
import { insertSecond } from "#lib/load/store-seconds.ts";
import { aPlace, aRunner, type Place, runAt } from "#lib/load/testing/a-run.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { drawnFrames, hourRun } from "./hour-frames.ts";

/** Puts a drawn run into a database by the product's own writing and compacting, and tells what it takes there. */

export type HourRun = { place: Place; run: RunWithScenario; runnerId: string };
export type Drawn = { seconds: number; perSecond: number };

/** A run that goes on and none of whose seconds is stored. It is never queued for others to see: a runner there may be would take it. */
export async function heldRun(ctx: Ctx, { seconds, perSecond }: Drawn): Promise<HourRun> {
  const [place, runnerId] = [await aPlace(ctx), aRunner()];
  const taken = { state: "running" as const, runnerId, startedAt: new Date(), addresses: ["127.0.0.1"] };
  const leaseUntil = new Date(Date.now() + 12_000);
  const taking: Ctx = {
    ...ctx,
    transaction: (work) =>
      ctx.transaction(async (tx) => {
        const made = await work(tx);
        await tx
          .update(runs)
          .set({ ...taken, leaseUntil })
          .where(eq(runs.pilotId, place.pilotId));
        return made;
      }),
  };
  const started = await startRun(taking, runAt(place, hourRun(seconds, perSecond)));
  if (!started.ok) throw new Error(`The run was refused: ${started.refusal}`);
  const run = await findRunById(ctx.db, started.id);
  if (run === null) throw new Error("The run is gone.");
  return { place, run, runnerId };
}

/** Seconds that are written before the keeper's part is done. */
const batch = 240;

/** Rows that a run which goes on has at most: 15 s settle, 30 wait for each other, and the keeper looks every 5 s. */
const loose = 50;

/** Stores every second as a runner does, and puts them into blocks meanwhile as the keeper does, all but the newest. */
export async function storeDrawn(ctx: Ctx, { run }: HourRun, drawn: Drawn): Promise<void> {
  let waiting: Frame[] = [];
  const write = async () => {
    const next = waiting.values();
    const writer = async () => {
      for (const frame of next) await insertSecond(ctx.db, run, frame);
    };
    await Promise.all(Array.from({ length: 4 }, writer));
    waiting = [];
  };
  for (const frame of drawnFrames(readRunPlan(run), { ...drawn, seed: 1 })) {
    waiting.push(frame);
    const left = drawn.seconds - frame.second - 1;
    if (waiting.length < batch && left !== loose) continue;
    await write();
    if (left >= loose) await compactAll(ctx);
  }
  await write();
}

export async function compactAll(ctx: Ctx): Promise<void> {
  while ((await compactRuns(ctx, { settledMs: -60_000 })) > 0);
  while (await advanceCheckpoints(ctx));
}

const tables = ["run_seconds", "run_step_seconds", "run_blocks", "run_checkpoints"] as const;

/** Bytes on disk of everything that seconds are kept in, with indexes and large values, after VACUUM. As the database's owner. */
export async function bytesOnDisk(ownerUrl: string): Promise<number> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    let bytes = 0;
    for (const table of tables) {
      await owner.unsafe(`vacuum analyze ${table}`);
      const [row] = await owner.unsafe(`select pg_total_relation_size('${table}')::float8 as bytes`);
      bytes += Number(row?.["bytes"]);
    }
    return bytes;
  } finally {
    await owner.end({ timeout: 2 });
  }
}

/** Sum of a run's rows and blocks as they stand, without what tables and indexes add. */
export async function bytesOfRows(ctx: Ctx, runId: string): Promise<number> {
  const sizes = tables.map(
    (table) => sql`coalesce((select sum(pg_column_size(t.*)) from ${sql.raw(table)} t where run_id = ${runId}), 0)`,
  );
  const [row] = await ctx.db.execute<{ bytes: number }>(sql`select (${sql.join(sizes, sql` + `)})::float8 as bytes`);
  return row?.bytes ?? 0;
}
