import { installation } from "#drizzle/schema/platform.ts";
import type { Database, Sql } from "./database.ts";
import { secretFingerprint } from "./keys.ts";
import { StartRefused } from "./start-refused.ts";

/** The one row that says to which secret a database belongs. */

/** Writes the row the first time; later keeps its flag right. Refuses (StartRefused) another secret. */
export async function claimInstallation(db: Database, secret: string, separateRoles: boolean): Promise<void> {
  const fresh = { id: 1, secretFingerprint: secretFingerprint(secret), separateRoles, createdAt: new Date() };
  await db.insert(installation).values(fresh).onConflictDoNothing();
  const [row] = await db.select().from(installation);
  if (row?.separateRoles !== separateRoles) await db.update(installation).set({ separateRoles });
}

/** For a process that is about to serve a database. Refuses (StartRefused) one of another secret, and one that no migration has set up. */
export async function checkInstallation(sql: Sql, secret: string): Promise<void> {
  if ((await checkSecret(sql, secret)) === "not set up")
    throw new StartRefused("The database is not set up yet. Run `gantry migrate` first.");
}

/** Refuses (StartRefused) a database that belongs to another secret; one that is not set up yet belongs to nobody. */
export async function checkSecret(sql: Sql, secret: string): Promise<"ours" | "not set up"> {
  const [table] = await sql`select to_regclass('public.installation') as name`;
  if (table?.["name"] === null) return "not set up";
  const [row] = await sql`select secret_fingerprint from installation`;
  if (row === undefined) return "not set up";
  if (row["secret_fingerprint"] === secretFingerprint(secret)) return "ours";
  throw new StartRefused(
    "This database was set up with another GANTRY_SECRET. Start with the secret it was set up with; without it, its log cannot be verified.",
  );
}
