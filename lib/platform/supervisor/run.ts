import { unguardedNote } from "../app-login.ts";
import type { Config } from "../config.ts";
import { type Connection, connect } from "../database.ts";
import { whyTaken } from "../free-port.ts";
import { holdDataFolder } from "../instance-lock.ts";
import { secretOf } from "../kept-secret.ts";
import { migrateDatabase } from "../migrate.ts";
import { ensurePracticeDatabase, practiceDatabaseUrls, practiceDatabaseVariables } from "../practice-database.ts";
import { processEnvironment } from "../process-environment.ts";
import { StartRefused } from "../start-refused.ts";
import { type Child, startChild, takesConnections } from "./child.ts";
import { superviseDatabase } from "./database.ts";
import { type Ports, portsToBe } from "./left-behind.ts";
import { type PlantPorts, plantPorts } from "./plant-ports.ts";

/** What is done between the database and the processes, given from above: the supervisor knows nothing of pilots or people. */
export type FirstSteps = {
  /** Gets the ports of the practice plant, or null when it is off. */
  seed(connection: Connection, plant: PlantPorts | null): Promise<void>;
  /** Whom to let in first; what to print once everything answers, such as the set-up link. */
  welcome(connection: Connection, config: Config): Promise<string[]>;
  /** The program of each process, by name. */
  programs: Readonly<Record<"plant" | "mirror" | "web" | "runner" | "keeper", string>>;
};

/** Together at most 4 s: processes get 2.5 s to leave, then the database one more. */
const hardAfterMs = 2_500;
const leaveAfterMs = 4_000;

/** Starts database, migrations, plant, web, runner, keeper and the practice mirror, and ends them together on a signal. Resolves when everything answers.
 *  Refuses (StartRefused) with a sentence, and then leaves nothing behind. */
export async function runSupervisor(config: Config, steps: FirstSteps): Promise<void> {
  const started: Started = { children: [], stopDatabase: null, noteEnd: null };
  const stopAll = onlyOnce(() => stop(started));
  const leave = () => stopAll().then(() => process.exit(0));
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, leave);
  try {
    await holdDataFolder(config.dataFolder);
    const ports = portsToBe(config.dataFolder);
    started.noteEnd = ports.noteEnd;
    await refuseTakenPort(config, ports);
    await start(config, { ...steps, ports }, started);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

type Started = { children: Child[]; stopDatabase: (() => Promise<void>) | null; noteEnd: (() => void) | null };

async function start(config: Config, steps: FirstSteps & { ports: Ports }, started: Started): Promise<void> {
  const secret = secretOf(config);
  const ownerUrl = config.databaseUrl ?? (await embedded(config, started));
  const { appUrl, separateRoles } = await migrateDatabase(ownerUrl, secret);
  if (!separateRoles) console.log(unguardedNote);
  const connection = connect({ url: appUrl, name: "supervisor", max: 1 });
  const practice = config.sandbox && config.databaseUrl === null ? practiceDatabaseUrls(ownerUrl, secret) : null;
  const launch = (name: keyof FirstSteps["programs"], extra: Record<string, string | undefined> = {}) => {
    const told = practice === null ? {} : practiceDatabaseVariables(name, practice);
    const env = { ...processEnvironment(name, config, { appUrl, secret }), ...told, ...extra };
    const child = startChild({ name, file: steps.programs[name], env, says: says(name) });
    started.children.push(child);
    return child;
  };
  try {
    const plant = config.sandbox ? await startPlant(config, steps.ports, launch) : null;
    await steps.seed(connection, plant);
    // Before anybody can knock: whoever comes first must find the admin that the configuration names.
    const lines = await steps.welcome(connection, config);
    const web = launch("web");
    launch("runner");
    launch("keeper");
    await takesConnections(web, reachableHost(config.host), [config.port]);
    // Last: nobody waits for it.
    if (plant !== null) launch("mirror", { GANTRY_PLANT_MIRROR: JSON.stringify(plant) });
    if (practice !== null) ensurePracticeDatabase(ownerUrl, secret).catch(noPractice);
    for (const line of lines) console.log(line);
  } finally {
    await connection.close();
  }
}

/** It is for practising only: Gantry goes on without it. */
function noPractice(error: unknown): void {
  says("database")(`no practice database: ${error instanceof Error ? error.message : error}`);
}

async function embedded(config: Config, started: Started): Promise<string> {
  const database = await superviseDatabase(config.dataFolder, databaseSays);
  started.stopDatabase = database.stop;
  return database.ownerUrl;
}

async function startPlant(
  config: Config,
  { isFree }: Ports,
  launch: (name: "plant", env: Record<string, string | undefined>) => Child,
): Promise<PlantPorts> {
  const ports = await plantPorts(config.dataFolder, isFree);
  const child = launch("plant", {
    GANTRY_PLANT_LEGACY_PORT: String(ports.legacyPort),
    GANTRY_PLANT_NEW_PORT: String(ports.newPort),
    // It plays somebody else's system: our database and keys are nothing to it.
    GANTRY_APP_DATABASE_URL: undefined,
    GANTRY_SECRET: undefined,
  });
  await takesConnections(child, "127.0.0.1", [ports.legacyPort, ports.newPort]);
  return ports;
}

/** All processes at once, then the database, which they still need while they leave. */
async function stop({ children, stopDatabase, noteEnd }: Started): Promise<void> {
  setTimeout(() => process.exit(1), leaveAfterMs).unref();
  await Promise.all(children.map((child) => child.stop(hardAfterMs)));
  await stopDatabase?.();
  noteEnd?.();
}

function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work();
    return running;
  };
}

/** Only what a person should see: the server's greetings and checkpoints are left out, and whom it turned away while it came or went. */
function databaseSays(line: string): void {
  const wrong = /\b(WARNING|FATAL|PANIC):(?! +the database system is )/;
  if (wrong.test(line) || /terminated by signal/.test(line) || tellsOfFullDisk(line)) says("database")(line);
}

const fullDiskEveryMs = 30_000;
let fullDiskSaidMs = Number.NEGATIVE_INFINITY;

/** Everything that writes complains of it, many times a second: one of them now and then is enough. */
function tellsOfFullDisk(line: string): boolean {
  const now = performance.now();
  if (!line.includes("No space left on device") || now - fullDiskSaidMs < fullDiskEveryMs) return false;
  fullDiskSaidMs = now;
  return true;
}

const says = (name: string) => (line: string) => console.log(`${name.padEnd(8)} | ${line}`);

function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

async function refuseTakenPort({ host, port }: Config, { isFree }: Ports): Promise<void> {
  const why = (await isFree(port, host)) ? null : await whyTaken(port, host);
  if (why === null) return;
  const other = `Choose another port: GANTRY_PORT=${port === 3000 ? 3001 : 3000} npm start`;
  if (why === "EADDRINUSE") throw new StartRefused(`Port ${port} is taken by another program. ${other}`);
  if (why === "EACCES") throw new StartRefused(`This user may not listen on port ${port}. ${other}`);
  throw new StartRefused(`Gantry cannot listen on ${host}:${port} (${why}). Look at GANTRY_HOST and GANTRY_PORT.`);
}
