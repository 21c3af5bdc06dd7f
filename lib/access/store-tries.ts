import { and, eq, gt, inArray, lt, ne, or, sql } from "drizzle-orm";
import { signInTries } from "#drizzle/schema/access.ts";
import type { Database, Tx } from "#lib/platform/database.ts";
import { type Tries, triesKeptMs } from "./core/sign-in-waits.ts";
import { anyAccount } from "./where.ts";

/** What wrong tries are counted under. */
export type TriesKey = { account: string; place: string };
type Reader = Database | Tx;

/** Beyond, the oldest are forgotten: somebody with many addresses must not fill the disk. */
const rowsKept = 50_000;

/** The tries of one key, locked to the commit; a new row when there was none. */
export async function lockTries(tx: Tx, key: TriesKey, now: Date): Promise<Tries> {
  const fresh = { ...key, wrong: 0, since: now, waitsUntil: null, lastTryAt: now };
  await tx.insert(signInTries).values(fresh).onConflictDoNothing();
  const [row] = await tx.select().from(signInTries).where(is(key)).for("no key update");
  const { wrong, since, waitsUntil } = row ?? fresh;
  return { wrong, sinceMs: since.getTime(), waitsUntilMs: waitsUntil?.getTime() ?? null };
}

export async function saveTries(tx: Tx, key: TriesKey, tries: Tries, now: Date): Promise<void> {
  const waitsUntil = tries.waitsUntilMs === null ? null : new Date(tries.waitsUntilMs);
  const { wrong, sinceMs } = tries;
  await tx
    .update(signInTries)
    .set({ wrong, since: new Date(sinceMs), waitsUntil, lastTryAt: now })
    .where(is(key));
}

export async function forgetTries(tx: Tx, key: TriesKey): Promise<void> {
  await tx.delete(signInTries).where(is(key));
}

/** Throws away what is forgiven, and the oldest beyond a bound. By itself, never with a lock of a key in hand. */
export async function sweepTries(db: Database, now: Date, kept = rowsKept): Promise<void> {
  const tooOld = lt(signInTries.lastTryAt, new Date(now.getTime() - triesKeptMs));
  const oldest = sql`${signInTries.lastTryAt} <= (select last_try_at from sign_in_tries order by last_try_at desc offset ${kept} limit 1)`;
  await db.delete(signInTries).where(or(tooOld, oldest));
}

/** The wait of each of these accounts that has one now: how long the longest goes. */
export async function waitsOf(db: Reader, accounts: readonly string[], now: Date): Promise<Map<string, Date>> {
  const rows = await db
    .select()
    .from(signInTries)
    .where(and(inArray(signInTries.account, [...accounts]), gt(signInTries.waitsUntil, now)))
    .orderBy(signInTries.waitsUntil);
  return new Map(rows.flatMap(({ account, waitsUntil }) => (waitsUntil === null ? [] : [[account, waitsUntil]])));
}

/** Addresses that wait for all accounts. */
export async function waitingAddresses(db: Reader, now: Date): Promise<{ place: string; until: Date }[]> {
  const rows = await db
    .select()
    .from(signInTries)
    .where(and(eq(signInTries.account, anyAccount), gt(signInTries.waitsUntil, now)))
    .orderBy(signInTries.place)
    .limit(100);
  return rows.flatMap(({ place, waitsUntil }) => (waitsUntil === null ? [] : [{ place, until: waitsUntil }]));
}

/** False when nothing was waiting there. */
export async function liftTries(tx: Tx, what: { account: string } | { place: string }, now: Date): Promise<boolean> {
  const whose =
    "account" in what
      ? and(eq(signInTries.account, what.account), ne(signInTries.account, anyAccount))
      : and(eq(signInTries.account, anyAccount), eq(signInTries.place, what.place));
  const gone = await tx.delete(signInTries).where(whose).returning({ waitsUntil: signInTries.waitsUntil });
  return gone.some(({ waitsUntil }) => waitsUntil !== null && waitsUntil > now);
}

function is({ account, place }: TriesKey) {
  return and(eq(signInTries.account, account), eq(signInTries.place, place));
}
