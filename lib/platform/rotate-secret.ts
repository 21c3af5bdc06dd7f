import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { changeAppPassword } from "./app-login.ts";
import type { Config } from "./config.ts";
import { readText } from "./config-file.ts";
import { connect, type Tx } from "./database.ts";
import { checkSecret } from "./installation.ts";
import { secretFile, shortestSecret } from "./kept-secret.ts";
import { useSecret } from "./key-ring.ts";
import { appPassword } from "./keys.ts";
import { admitSecret, settleSecret } from "./keys-rotation.ts";
import { migrationLock } from "./migrate.ts";
import { reachable } from "./reachable-database.ts";
import { StartRefused } from "./start-refused.ts";

/** Gives a database another secret, whole or not at all, however this process ends. */

type Environment = Record<string, string | undefined>;

/** The new secret from GANTRY_NEW_SECRET or the file that GANTRY_NEW_SECRET_FILE names, taken out of `env`: no other command knows them.
 *  Null where none is given. Refuses (StartRefused) both together, and one that is too short. */
export function takeNewSecret(env: Environment): string | null {
  const [given, file] = [env["GANTRY_NEW_SECRET"], env["GANTRY_NEW_SECRET_FILE"]];
  delete env["GANTRY_NEW_SECRET"];
  delete env["GANTRY_NEW_SECRET_FILE"];
  if (given !== undefined && file !== undefined)
    throw new StartRefused("GANTRY_NEW_SECRET and GANTRY_NEW_SECRET_FILE are both set. Set one of them.");
  const secret = file === undefined ? given : readText(file, "GANTRY_NEW_SECRET_FILE").trim();
  if (secret !== undefined && secret.length < shortestSecret)
    throw new StartRefused(`GANTRY_NEW_SECRET: expected at least ${shortestSecret} characters.`);
  return secret ?? null;
}

/** The secret to change to, and where it is kept: in the data folder where the old one is, else by whoever gave it (null). Refuses
 *  (StartRefused) when none is given and none can be kept. */
export function plannedSecret(config: Config, given: string | null): { newSecret: string; keptIn: string | null } {
  const keptIn = config.secret === null ? secretFile(config) : null;
  if (given === null && keptIn === null)
    throw new StartRefused("Set GANTRY_NEW_SECRET, or GANTRY_NEW_SECRET_FILE, to the secret that is to hold.");
  return { newSecret: given ?? randomBytes(32).toString("base64url"), keptIn };
}

/** `admitted`: the database opens with both secrets; `kept`: the file holds the new one; `settling`: all is changed, not committed. */
export type RotationStep = "admitted" | "kept" | "settling" | "settled";

export type Rotation = {
  ownerUrl: string;
  oldSecret: string;
  newSecret: string;
  /** The file that the next start reads its secret from; null: it is given to it. */
  keptIn: string | null;
  onStep?(step: RotationStep): void;
};

export type Rotated = { keysRewrapped: number; sessionsEnded: number };

/** Wraps every key anew, gives `gantry_app` its new password, ends all sessions. Refuses (StartRefused) a wrong old secret, the same secret
 *  again, and a database on which a process of Gantry runs. */
export async function rotateSecret(rotation: Rotation): Promise<Rotated> {
  const { ownerUrl, oldSecret: from, newSecret: to, keptIn, onStep } = rotation;
  if (from === to) throw new StartRefused("The new secret is the old one.");
  useSecret(from);
  const connection = connect({ url: ownerUrl, name: "rotate-secret", max: 1 });
  try {
    await reachable(connection.sql, ownerUrl);
    if ((await checkSecret(connection.sql, from)) === "not set up")
      throw new StartRefused("The database is not set up yet: it has no secret to change.");
    const alone = <T>(work: (tx: Tx) => Promise<T>) =>
      connection.db.transaction(async (tx) => {
        await refuseOthers(tx);
        return work(tx);
      });
    if (keptIn !== null) {
      await alone((tx) => admitSecret(tx, { from, to }));
      onStep?.("admitted");
      keepSecret(keptIn, to);
      onStep?.("kept");
    }
    const rotated = await alone(async (tx) => {
      const settled = await settle(tx, { from, to });
      onStep?.("settling");
      return settled;
    });
    onStep?.("settled");
    return rotated;
  } finally {
    await connection.close();
  }
}

async function settle(tx: Tx, secrets: { from: string; to: string }): Promise<Rotated> {
  const rotated = await settleSecret(tx, secrets);
  const [row] = await tx.execute(sql`select separate_roles from installation`);
  if (row?.["separate_roles"] === true) await changeAppPassword(tx, appPassword(secrets.to));
  return rotated;
}

/** Holds up every start until the transaction ends, and refuses when somebody is there already. */
async function refuseOthers(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${migrationLock})`);
  await tx.execute(sql`lock table installation in access exclusive mode`);
  const rows = await tx.execute(sql`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and application_name like 'gantry %' and pid <> pg_backend_pid() order by name`);
  if (rows.length > 0)
    throw new StartRefused(
      `Processes run on this database: ${rows.map(({ name }) => name).join(", ")}. Stop all of them, on every machine, then change the secret.`,
    );
}

/** In one step, and on the disk when this returns: after a loss of power the file holds the old secret or the new one. */
function keepSecret(file: string, secret: string): void {
  const making = `${file}.new`;
  const made = openSync(making, "w", 0o600);
  writeSync(made, secret);
  fsyncSync(made);
  closeSync(made);
  renameSync(making, file);
  const folder = openSync(path.dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}
