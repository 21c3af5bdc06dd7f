import { installation } from "#drizzle/schema/platform.ts";
import type { Database, Sql } from "./database.ts";
import { secretFingerprint } from "./keys.ts";
import { fingerprintsOf, forgetAdmitted, settleSecret } from "./keys-rotation.ts";
import { StartRefused } from "./start-refused.ts";

/** The one row that says to which secret a database belongs. */

/** Writes the row the first time; later keeps its flag right, and brings a change of the secret that was cut off to its end: the secret
 *  of this start, the old or the new one, is then the only one. The caller has refused any other. */
export async function claimInstallation(db: Database, secret: string, separateRoles: boolean): Promise<void> {
  const fresh = { id: 1, secretFingerprint: secretFingerprint(secret), separateRoles, createdAt: new Date() };
  await db.insert(installation).values(fresh).onConflictDoNothing();
  const [row] = await db.select().from(installation);
  if (row?.separateRoles !== separateRoles) await db.update(installation).set({ separateRoles });
  const [before, admitted] = fingerprintsOf(row?.secretFingerprint ?? "");
  if (before === undefined || admitted === undefined) return;
  await db.transaction(async (tx) => {
    if (admitted === secretFingerprint(secret)) await settleSecret(tx, { from: secret, to: secret });
    else await forgetAdmitted(tx, secret);
  });
}

/** For a process that is about to serve a database. Refuses (StartRefused) one of another secret, and one that no migration has set up. */
export async function checkInstallation(sql: Sql, secret: string): Promise<void> {
  const found = await checkSecret(sql, secret);
  if (found === "not set up") throw new StartRefused("The database is not set up yet. Run `gantry migrate` first.");
  if (found === "changing")
    throw new StartRefused(
      "A change of this database's secret was cut off. Run `gantry migrate`, or npm start, with the secret that is to hold: it ends the change.",
    );
}

/** Refuses (StartRefused) a database that belongs to another secret; one that is not set up yet belongs to nobody. `changing`: a change of
 *  the secret was cut off, and this is the old or the new one. */
export async function checkSecret(sql: Sql, secret: string): Promise<"ours" | "changing" | "not set up"> {
  const [table] = await sql`select to_regclass('public.installation') as name`;
  if (table?.["name"] === null) return "not set up";
  const [row] = await sql`select secret_fingerprint from installation`;
  if (row === undefined) return "not set up";
  const fingerprints = fingerprintsOf(row["secret_fingerprint"]);
  if (fingerprints.includes(secretFingerprint(secret))) return fingerprints.length > 1 ? "changing" : "ours";
  throw new StartRefused(
    "This database was set up with another GANTRY_SECRET. Start with the secret it was set up with; without it, its log cannot be verified.",
  );
}
