import { desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { keys } from "#drizzle/schema/platform.ts";
import type { Database, Tx } from "./database.ts";
import { newKey, unwrapKey, wrapKey } from "./keys.ts";

/** The chain keys, opened with the installation's secret. Not cached: events are rare, and a rotation must be seen at once. */

type Opened = { number: number; bytes: Uint8Array };

let installationSecret: string | null = null;

/** Must be called once at start, before the first event is written. */
export function useSecret(secret: string): void {
  installationSecret = secret;
}

function secret(): string {
  const value = installationSecret ?? process.env["GANTRY_SECRET"] ?? null;
  if (value === null) throw new Error("GANTRY_SECRET is not set in this process.");
  return value;
}

const label = (number: number) => `chain ${number}`;

/** Makes the first chain key where there is none. Runs at migration, under its lock. */
export async function ensureChainKey(db: Database | Tx): Promise<void> {
  const [there] = await db.select({ number: keys.number }).from(keys).where(eq(keys.purpose, "chain")).limit(1);
  if (there) return;
  await addChainKey(db, secret(), 1);
}

async function addChainKey(db: Database | Tx, under: string, number: number): Promise<void> {
  const wrapped = wrapKey(under, label(number), newKey());
  await db.insert(keys).values({ id: uuidv7(), purpose: "chain", number, wrapped, createdAt: new Date() });
}

/** Wraps every key anew, so that it opens with each of the secrets `to` and with no other; answers how many there are. Throws
 *  KeyDoesNotOpen, and changes nothing, when `from` does not open one. */
export async function rewrapKeys(tx: Tx, from: string, to: readonly string[]): Promise<number> {
  const rows = await tx.select().from(keys).for("update");
  const anew = rows.map(({ id, number, wrapped }) => {
    const key = unwrapKey(from, label(number), wrapped);
    return { id, wrapped: Buffer.concat(to.map((one) => wrapKey(one, label(number), key))) };
  });
  for (const { id, wrapped } of anew) await tx.update(keys).set({ wrapped }).where(eq(keys.id, id));
  return rows.length;
}

/** New events are written under a new key from here on; the old ones stay for verifying. */
export async function renewChainKey(tx: Tx, under: string): Promise<void> {
  const [newest] = await tx.select().from(keys).where(eq(keys.purpose, "chain")).orderBy(desc(keys.number)).limit(1);
  await addChainKey(tx, under, (newest?.number ?? 0) + 1);
}

/** The newest chain key, which new events are written under. Throws KeyDoesNotOpen under another secret. */
export async function chainKey(db: Database | Tx): Promise<Opened> {
  const [row] = await db.select().from(keys).where(eq(keys.purpose, "chain")).orderBy(desc(keys.number)).limit(1);
  if (!row) throw new Error("The database has no chain key. Run the migrations.");
  return { number: row.number, bytes: unwrapKey(secret(), label(row.number), row.wrapped) };
}

/** All chain keys by number, for verifying. */
export async function chainKeys(db: Database | Tx): Promise<Map<number, Uint8Array>> {
  const rows = await db.select().from(keys).where(eq(keys.purpose, "chain"));
  return new Map(rows.map((row) => [row.number, unwrapKey(secret(), label(row.number), row.wrapped)]));
}
