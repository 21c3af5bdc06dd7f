import { unguardedNote } from "#lib/platform/app-login.ts";
import { type Config, readConfig } from "#lib/platform/config.ts";
import { runningEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";
import { secretOf } from "#lib/platform/kept-secret.ts";
import { useSecret } from "#lib/platform/key-ring.ts";
import { migrateDatabase } from "#lib/platform/migrate.ts";
import { openDatabase, processLogin, withConnection } from "#lib/platform/open-database.ts";
import { processEnvironment } from "#lib/platform/process-environment.ts";
import { plannedSecret, rotateSecret, takeNewSecret } from "#lib/platform/rotate-secret.ts";
import { readSeenHeads } from "#lib/platform/seen-heads.ts";
import { StartRefused, startSentence } from "#lib/platform/start-refused.ts";
import { type ChainReport, verifyLog } from "#lib/platform/verify-log.ts";
import { firstAdmin } from "./first-admin.ts";

/** Each part of Gantry by itself, against one DATABASE_URL, and what is done beside a running one. */

const usage = `gantry web | runner | keeper    one process, against the database of DATABASE_URL, which the first one sets up
gantry mirror [FILE]            stands in front of the legacy system; FILE is its configuration, without it the last one counts
gantry replay FILE --pilot P    sends a recorded log (HAR, NDJSON) to the pilot's systems: --pace 1x, 10x or max; docs/replay.md
gantry rollback PILOT           moves all traffic back to the legacy system: --reason TEXT; also while the database is away
gantry migrate                  brings the database up to this version; prints the link that names the first admin
gantry verify-log               checks that nobody changed the log; ends with 1 when somebody did
gantry rotate-secret            changes the secret while nothing runs; the new one is GANTRY_NEW_SECRET
Everything together: npm start`;

const commands: Readonly<Record<string, (config: Config) => Promise<number | null>>> = {
  web: (config) => runProcess("web", config, () => import("./web.ts")),
  runner: (config) => runProcess("runner", config, () => import("./runner.ts")),
  keeper: (config) => runProcess("keeper", config, () => import("./keeper.ts")),
  replay: async (config) => (await import("./replay.ts")).replay(config),
  rollback: async (config) => (await import("./rollback.ts")).rollback(config),
  migrate: migrateOnce,
  "verify-log": verify,
  "rotate-secret": rotate,
};

const command = commands[process.argv[2] ?? ""];
if (command === undefined) {
  console.error(usage);
  process.exit(process.argv[2] === undefined ? 0 : 1);
}
let newSecret: string | null = null;
try {
  if (command === rotate) newSecret = takeNewSecret(process.env);
  const code = await command(readConfig(process.env));
  if (code !== null) process.exit(code);
} catch (error) {
  console.error(startSentence(error));
  process.exit(1);
}

/** Becomes the process; null: it goes on. */
async function runProcess(name: string, config: Config, load: () => Promise<unknown>): Promise<null> {
  if (config.databaseUrl === null)
    throw new StartRefused(
      `A ${name} alone needs DATABASE_URL and GANTRY_SECRET, the same as its fellows. With the database that comes along, use npm start.`,
    );
  const secret = secretOf(config);
  // Whichever process comes first sets the database up; the others wait for it.
  const { appUrl, separateRoles } = await migrateDatabase(config.databaseUrl, secret);
  if (!separateRoles) console.log(unguardedNote);
  // Before anybody can knock: whoever comes first must find the admin that the configuration names.
  const lines = name === "web" ? await withConnection(appUrl, (connection) => firstAdmin(connection, config)) : [];
  const environment = processEnvironment(name, config, { appUrl, secret });
  for (const key of Object.keys(process.env)) if (!(key in environment)) delete process.env[key];
  Object.assign(process.env, environment);
  await load();
  for (const line of lines) console.log(line);
  return null;
}

async function migrateOnce(config: Config): Promise<number> {
  const database = await openDatabase(config);
  try {
    const { appUrl, separateRoles } = await migrateDatabase(database.ownerUrl, secretOf(config));
    console.log("The database is up to date.");
    if (!separateRoles) console.log(unguardedNote);
    for (const line of await withConnection(appUrl, (connection) => firstAdmin(connection, config))) console.log(line);
    return 0;
  } finally {
    await database.close();
  }
}

async function verify(config: Config): Promise<number> {
  const database = await openDatabase(config);
  try {
    const secret = secretOf(config);
    useSecret(secret);
    const appUrl = await processLogin(database.ownerUrl, secret);
    const reports = await withConnection(appUrl, ({ db }) => verifyLog(db, readSeenHeads(config.dataFolder)));
    for (const report of reports) console.log(lineOf(report));
    const whole = reports.every(({ broken }) => broken === null);
    console.log(whole ? "The log is whole." : "The log was changed.");
    return whole ? 0 : 1;
  } finally {
    await database.close();
  }
}

function lineOf({ chain, events, head, broken }: ChainReport): string {
  const count = `${events} ${events === 1 ? "event" : "events"}`;
  return broken === null ? `${chain}: ${count}, whole, head ${head}` : `${chain}: after ${count}: ${broken}`;
}

async function rotate(config: Config): Promise<number> {
  const planned = plannedSecret(config, newSecret);
  const beside = config.databaseUrl === null && runningEmbeddedPostgres(config.dataFolder) !== null;
  const database = await openDatabase(config);
  try {
    if (beside) throw new StartRefused(`A Gantry runs on the data folder ${config.dataFolder}. Stop it first.`);
    const oldSecret = secretOf(config);
    const { keysRewrapped } = await rotateSecret({ ownerUrl: database.ownerUrl, oldSecret, ...planned });
    const keys = `${keysRewrapped} ${keysRewrapped === 1 ? "key is" : "keys are"} wrapped anew`;
    console.log(`The secret is changed: ${keys}, and everybody has to sign in again.`);
    const { keptIn } = planned;
    console.log(keptIn === null ? "Start Gantry with the new GANTRY_SECRET from now on." : `It is kept in ${keptIn}.`);
    return 0;
  } finally {
    await database.close();
  }
}
