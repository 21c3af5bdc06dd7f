import { asc, eq } from "drizzle-orm";
import { runChecks } from "#drizzle/schema/load-lab.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { PassStep } from "./core/pass.ts";
import { storable } from "./store.ts";

/** Requests of a smoke run in their order, each written once. */
export async function insertCheck(db: Database | Tx, runId: string, step: PassStep): Promise<void> {
  const texts = { request: storable(step.request), answer: storable(step.answer) };
  await db
    .insert(runChecks)
    .values({ runId, ...step, ...texts })
    .onConflictDoNothing();
}

export async function listChecks(db: Database | Tx, runId: string): Promise<PassStep[]> {
  const rows = await db.select().from(runChecks).where(eq(runChecks.runId, runId)).orderBy(asc(runChecks.place));
  return rows.map(({ runId: _run, ...step }) => step);
}
