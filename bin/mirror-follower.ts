import path from "node:path";
import { readConfig } from "#lib/platform/config.ts";
import { readConfigFile } from "#lib/platform/config-file.ts";
import { type Connection, connect } from "#lib/platform/database.ts";
import { secretOf } from "#lib/platform/kept-secret.ts";
import { logFault } from "#lib/platform/log.ts";
import { processLogin } from "#lib/platform/open-database.ts";
import { guardUpstream } from "#lib/shadow/edge/guard-upstream.ts";
import { followMirror } from "#lib/shadow/follow-mirror.ts";
import type { SecretSource } from "#lib/shadow/told-config.ts";

// The mirror's follower: fetches its newest set-up from the database and hands it over, and says in the database how the mirror is. Started
// by the mirror's own process with the mirror's folder; it ends when its input does. The mirror does without it.

const everyMs = 2_000;
const [folder = ""] = process.argv.slice(2);
let connection: Connection | null = null;
let failing = false;

// Signals to the whole group are for the mirror.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.stdin.on("end", () => process.exit(0)).resume();

for (;;) {
  const began = performance.now();
  await followMirror({ folder, db, secretOf: secretSource, guard: guardUpstream }).then(
    () => {
      failing = false;
    },
    (error: unknown) => {
      // Said once: a database may be away for days.
      if (!failing) logFault("the mirror's set-up cannot be fetched, or its state not told", error);
      failing = true;
    },
  );
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, everyMs - (performance.now() - began))));
}

async function db() {
  connection ??= connect({ url: await databaseUrl(), name: "mirror-follower", max: 1 });
  return connection.db;
}

async function databaseUrl(): Promise<string> {
  const told = process.env["GANTRY_APP_DATABASE_URL"];
  if (told) return told;
  const config = readConfig(process.env);
  if (config.databaseUrl === null) throw new Error("No DATABASE_URL is set.");
  const url = await processLogin(config.databaseUrl, secretOf(config));
  // Gantry's own database is never a mirror's target.
  process.env["GANTRY_APP_DATABASE_URL"] = url;
  return url;
}

/** Only by name from gantry.yaml, and only for the systems it is bound to there; the value itself is read by the mirror. */
function secretSource(...[secret, system]: Parameters<SecretSource>): ReturnType<SecretSource> {
  const practice = process.env["GANTRY_PLANT_LOGIN"];
  if (practice !== undefined && secret === "PRACTICE_LOGIN") return { variable: "GANTRY_PLANT_LOGIN" };
  const named = process.env["GANTRY_CONFIG"];
  const file = path.resolve(named ?? path.join(process.env["GANTRY_DATA"] ?? "./data", "gantry.yaml"));
  const { variable, file: kept, systems = [] } = readConfigFile(file, named !== undefined).secrets[secret] ?? {};
  if (!systems.includes(system)) return null;
  if (variable !== undefined) return { variable };
  return kept === undefined ? null : { file: path.resolve(kept) };
}
