import { and, asc, count, desc, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";
import { displayCodes, displays } from "#drizzle/schema/displays.ts";
import { pilots } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { DisplayReport } from "./core/display.ts";

type Db = Database | Tx;
export type DisplayRow = typeof displays.$inferSelect;
export type CodeRow = typeof displayCodes.$inferSelect;

// Codes

/** Screens ask for codes one after the other, to the commit: however many ask at once, they stay within the bounds. */
export async function holdCodes(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('gantry.display-codes'))`);
}

export async function dropCodesUntil(tx: Tx, expiredAt: Date): Promise<void> {
  await tx.delete(displayCodes).where(lte(displayCodes.expiresAt, expiredAt));
}

/** Waits for whoever is pairing by it. */
export async function dropCodeOf(tx: Tx, tokenHash: string): Promise<void> {
  await tx.delete(displayCodes).where(eq(displayCodes.tokenHash, tokenHash));
}

/** `open`: of one address, not run out yet. */
export async function countCodes(tx: Tx, address: string, now: Date): Promise<{ inAll: number; open: number }> {
  const own = sql`${displayCodes.address} = ${address} and ${displayCodes.expiresAt} > ${now.toISOString()}`;
  const open = sql<number>`(count(*) filter (where ${own}))::int`;
  const [row] = await tx.select({ inAll: count(), open }).from(displayCodes);
  return row ?? { inAll: 0, open: 0 };
}

export async function insertCode(tx: Tx, code: CodeRow): Promise<void> {
  await tx.insert(displayCodes).values(code);
}

/** Held to the commit, run out or not; of two who ask at once the second finds what the first has left. */
export async function lockCode(tx: Tx, codeHash: string): Promise<CodeRow | null> {
  const [row] = await tx.select().from(displayCodes).where(eq(displayCodes.codeHash, codeHash)).for("update");
  return row ?? null;
}

export async function dropCode(tx: Tx, id: string): Promise<void> {
  await tx.delete(displayCodes).where(eq(displayCodes.id, id));
}

// Displays

/** By number; revoked ones too. */
export function listDisplays(db: Db, pilotId: string): Promise<DisplayRow[]> {
  return db.select().from(displays).where(eq(displays.pilotId, pilotId)).orderBy(asc(displays.number));
}

export async function findDisplay(db: Db, id: string): Promise<DisplayRow | null> {
  const [row] = await db.select().from(displays).where(eq(displays.id, id));
  return row ?? null;
}

/** Those of them whose feeds may go on: not revoked, and their pilot not put away. */
export async function findOpenDisplays(db: Db, ids: readonly string[]): Promise<DisplayRow[]> {
  const rows = await db
    .select({ display: displays })
    .from(displays)
    .innerJoin(pilots, eq(pilots.id, displays.pilotId))
    .where(and(inArray(displays.id, [...ids]), isNull(displays.revokedAt), isNull(pilots.archivedAt)));
  return rows.map(({ display }) => display);
}

/** Held to the commit; revoked ones too. */
export async function lockDisplay(tx: Tx, pilotId: string, id: string): Promise<DisplayRow | null> {
  const own = and(eq(displays.id, id), eq(displays.pilotId, pilotId));
  const [row] = await tx.select().from(displays).where(own).for("update");
  return row ?? null;
}

/** With the pilot's next number. The pilot's row must be locked. */
export async function insertDisplay(
  tx: Tx,
  display: Omit<typeof displays.$inferInsert, "number">,
): Promise<DisplayRow> {
  const number = sql`(select coalesce(max(number), 0) + 1 from displays where pilot_id = ${display.pilotId})`;
  const [row] = await tx
    .insert(displays)
    .values({ ...display, number })
    .returning();
  if (!row) throw new Error("The display was not stored.");
  return row;
}

/** With its next version. The row must be locked. */
export async function updateDisplay(
  tx: Tx,
  id: string,
  change: Partial<typeof displays.$inferInsert>,
): Promise<DisplayRow> {
  const version = sql`${displays.version} + 1`;
  const [row] = await tx
    .update(displays)
    .set({ ...change, version })
    .where(eq(displays.id, id))
    .returning();
  if (!row) throw new Error(`The display ${id} that was locked is gone.`);
  return row;
}

/** What the screen shows for a while, which is none of its settings. */
export async function saveNameShowing(tx: Tx, id: string, until: Date): Promise<void> {
  await tx.update(displays).set({ showNameUntil: until }).where(eq(displays.id, id));
}

/** Of all that are not revoked; answers how many. */
export async function saveReloadAsked(tx: Tx, pilotId: string, at: Date): Promise<number> {
  const asked = await tx
    .update(displays)
    .set({ reloadAskedAt: at })
    .where(and(eq(displays.pilotId, pilotId), isNull(displays.revokedAt)))
    .returning({ id: displays.id });
  return asked.length;
}

/** What a display said last; nothing of one that was revoked meanwhile. */
export async function saveReport(
  db: Db,
  id: string,
  said: { report: DisplayReport; lastSeenAt: Date; lastAddress: string },
): Promise<void> {
  await db
    .update(displays)
    .set(said)
    .where(and(eq(displays.id, id), isNull(displays.revokedAt)));
}

/** Who changed a display last after a version of it; null when nobody has. */
export async function changedSince(tx: Tx, { pilotId, id }: DisplayRow, version: number): Promise<string | null> {
  const [row] = await tx
    .select({ by: events.actorName })
    .from(events)
    .where(
      and(
        eq(events.chain, pilotId),
        eq(events.subjectKind, "display"),
        eq(events.subjectId, id),
        gt(sql`(${events.after} ->> 'version')::int`, version),
      ),
    )
    .orderBy(desc(events.sequence))
    .limit(1);
  return row?.by ?? null;
}
