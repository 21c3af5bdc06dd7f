import { and, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { keys } from "#drizzle/schema/platform.ts";
import type { Database, Tx } from "./database.ts";
import { newKey, unwrapKey, wrapKey } from "./keys.ts";

/** The random keys (the chain's, the pepper of PINs, the one kiosks seal for), opened with the installation's secret. Not cached: events are rare, and a rotation must be seen at once. */

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

export type KeyPurpose = "chain" | "pin" | "sealing";
const purposes: readonly KeyPurpose[] = ["chain", "pin", "sealing"];

const label = (purpose: KeyPurpose, number: number) => `${purpose} ${number}`;

/** Makes the first key of each purpose where there is none. Runs at migration, under its lock. */
export async function ensureKeys(db: Database | Tx): Promise<void> {
  for (const purpose of purposes) {
    const [there] = await db.select({ number: keys.number }).from(keys).where(eq(keys.purpose, purpose)).limit(1);
    if (!there) await addKey(db, secret(), { purpose, number: 1 });
  }
}

type Named = { purpose: KeyPurpose; number: number };

async function addKey(db: Database | Tx, under: string, { purpose, number }: Named): Promise<void> {
  const wrapped = wrapKey(under, label(purpose, number), newKey());
  await db.insert(keys).values({ id: uuidv7(), purpose, number, wrapped, createdAt: new Date() });
}

/** Wraps every key anew, so that it opens with each of the secrets `to` and with no other; answers how many there are. Throws
 *  KeyDoesNotOpen, and changes nothing, when `from` does not open one. */
export async function rewrapKeys(tx: Tx, from: string, to: readonly string[]): Promise<number> {
  const rows = await tx.select().from(keys).for("no key update");
  const anew = rows.map(({ id, purpose, number, wrapped }) => {
    const key = unwrapKey(from, label(purpose, number), wrapped);
    return { id, wrapped: Buffer.concat(to.map((one) => wrapKey(one, label(purpose, number), key))) };
  });
  for (const { id, wrapped } of anew) await tx.update(keys).set({ wrapped }).where(eq(keys.id, id));
  return rows.length;
}

/** New events are written under a new key from here on; the old ones stay for verifying. */
export async function renewChainKey(tx: Tx, under: string): Promise<void> {
  const [newest] = await tx.select().from(keys).where(eq(keys.purpose, "chain")).orderBy(desc(keys.number)).limit(1);
  await addKey(tx, under, { purpose: "chain", number: (newest?.number ?? 0) + 1 });
}

/** The newest chain key, which new events are written under. Throws KeyDoesNotOpen under another secret. */
export function chainKey(db: Database | Tx): Promise<Opened> {
  return newestKey(db, "chain");
}

/** The newest key of a purpose. Throws KeyDoesNotOpen under another secret. */
export async function newestKey(db: Database | Tx, purpose: KeyPurpose): Promise<Opened> {
  const [row] = await db.select().from(keys).where(eq(keys.purpose, purpose)).orderBy(desc(keys.number)).limit(1);
  if (!row) throw new Error(`The database has no ${purpose} key. Run the migrations.`);
  return { number: row.number, bytes: unwrapKey(secret(), label(purpose, row.number), row.wrapped) };
}

/** A key by its number; null when there is none. */
export async function keyOf(db: Database | Tx, { purpose, number }: Named): Promise<Uint8Array | null> {
  const [row] = await db
    .select()
    .from(keys)
    .where(and(eq(keys.purpose, purpose), eq(keys.number, number)));
  return row ? unwrapKey(secret(), label(purpose, number), row.wrapped) : null;
}

/** All chain keys by number, for verifying. */
export async function chainKeys(db: Database | Tx): Promise<Map<number, Uint8Array>> {
  const rows = await db.select().from(keys).where(eq(keys.purpose, "chain"));
  return new Map(rows.map((row) => [row.number, unwrapKey(secret(), label("chain", row.number), row.wrapped)]));
}
