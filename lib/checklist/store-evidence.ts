import { and, eq, inArray, sql, sum } from "drizzle-orm";
import { evidenceFiles } from "#drizzle/schema/checklist.ts";
import type { Tx } from "../platform/database.ts";
import type { Db } from "./store.ts";

/** Files that are shown as evidence. */

export type EvidenceRow = typeof evidenceFiles.$inferSelect;
export type EvidenceMeta = Omit<EvidenceRow, "content" | "pilotId">;

const meta = {
  id: evidenceFiles.id,
  name: evidenceFiles.name,
  mediaType: evidenceFiles.mediaType,
  bytes: evidenceFiles.bytes,
  sha256: evidenceFiles.sha256,
  byId: evidenceFiles.byId,
  by: evidenceFiles.by,
  at: evidenceFiles.at,
};

export async function insertFile(tx: Tx, file: typeof evidenceFiles.$inferInsert): Promise<void> {
  await tx.insert(evidenceFiles).values(file);
}

export async function storedBytes(db: Db, pilotId: string): Promise<number> {
  const [row] = await db
    .select({ bytes: sum(evidenceFiles.bytes) })
    .from(evidenceFiles)
    .where(eq(evidenceFiles.pilotId, pilotId));
  return Number(row?.bytes ?? 0);
}

export async function findFile(db: Db, pilotId: string, id: string): Promise<EvidenceRow | null> {
  const [row] = await db
    .select()
    .from(evidenceFiles)
    .where(and(eq(evidenceFiles.pilotId, pilotId), eq(evidenceFiles.id, id)));
  return row ?? null;
}

/** Those of the pilot among these, without their content. */
export async function filesAmong(db: Db, pilotId: string, ids: readonly string[]): Promise<EvidenceMeta[]> {
  if (ids.length === 0) return [];
  return db
    .select(meta)
    .from(evidenceFiles)
    .where(and(eq(evidenceFiles.pilotId, pilotId), inArray(evidenceFiles.id, [...ids])))
    .orderBy(sql`${evidenceFiles.at}, ${evidenceFiles.id}`);
}
