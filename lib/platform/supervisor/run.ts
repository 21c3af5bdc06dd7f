import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import type { Config } from "../config.ts";
import { type Connection, connect } from "../database.ts";
import { usablePort } from "../free-port.ts";
import { holdDataFolder } from "../instance-lock.ts";
import { useSecret } from "../key-ring.ts";
import { migrateDatabase } from "../migrate.ts";
import { StartRefused } from "../start-refused.ts";
import { type Child, startChild } from "./child.ts";
import { superviseDatabase } from "./database.ts";

/** What the supervisor does between the database and the processes, given from above: it knows nothing of pilots or people. */
export type FirstSteps = {
  /** Starts with the ports of the practice plant, or null when it is off. */
  seed(connection: Connection, plant: PlantPorts | null): Promise<void>;
  /** Lines to print once everything answers: the set-up link, or that the admin was named. */
  welcome(connection: Connection, config: Config): Promise<string[]>;
};

export type PlantPorts = { legacyPort: number; newPort: number };

const hardAfterMs = 3_000;

/** Starts database, migrations, plant, web, runner and keeper, and ends them together. Resolves when everything answers. */
export async function runSupervisor(config: Config, steps: FirstSteps): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  const stopAll = makeStopAll(stops);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
    process.on(signal, () => stopAll().then(() => process.exit(0)));
  try {
    await holdDataFolder(config.dataFolder);
    await refuseTakenPort(config);
    await start(config, steps, stops);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function start(config: Config, steps: FirstSteps, stops: (() => Promise<void>)[]): Promise<void> {
  const secret = config.secret ?? keptSecret(config.dataFolder);
  const ownerUrl = config.databaseUrl ?? (await embedded(config, stops));
  const { appUrl } = await migrateDatabase(ownerUrl, secret);
  useSecret(secret);
  const connection = connect({ url: appUrl, name: "supervisor", max: 2 });
  stops.push(() => connection.close());
  const env = childEnv(config, appUrl, secret);
  const plant = config.sandbox ? await startPlant(config, env, stops) : null;
  await steps.seed(connection, plant);
  const children = ["web", "runner", "keeper"].map((name) =>
    startChild({ name, file: `bin/${name}.ts`, env, says: says(name) }),
  );
  stops.push(async () => void (await Promise.all(children.map((child) => child.stop(hardAfterMs)))));
  await children[0]?.firstMessage;
  for (const line of await steps.welcome(connection, config)) console.log(line);
}

/** Last started, first stopped: the database goes when nobody needs it. Runs once, however often it is asked. */
function makeStopAll(stops: (() => Promise<void>)[]): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  return () => {
    stopping ??= (async () => {
      setTimeout(() => process.exit(1), 4_800).unref();
      for (const stop of stops.reverse()) await stop().catch((error) => console.error(error));
    })();
    return stopping;
  };
}

async function embedded(config: Config, stops: (() => Promise<void>)[]): Promise<string> {
  const database = await superviseDatabase(config.dataFolder, databaseSays);
  stops.push(() => database.stop());
  return database.ownerUrl;
}

/** Only what a person should see: the server's greetings and checkpoints are left out. */
function databaseSays(line: string): void {
  if (!/\b(LOG|CONTEXT|DETAIL|HINT):/.test(line)) says("database")(line);
}

const says = (name: string) => (line: string) => console.log(`${name.padEnd(8)} | ${line}`);

function keptSecret(dataFolder: string): string {
  const file = path.join(dataFolder, "secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

function refuseTakenPort({ host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const sentence =
        error.code === "EADDRINUSE"
          ? `Port ${port} is taken by another program. Stop it, or choose another port: GANTRY_PORT=${port === 3000 ? 3001 : port + 1} npm start`
          : `Gantry cannot listen on ${host}:${port} (${error.code}). Choose another port: GANTRY_PORT=3001 npm start`;
      reject(new StartRefused(sentence));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** What the processes are told. They get the login `gantry_app`, never the owner's, and no admin password. */
function childEnv(config: Config, appUrl: string, secret: string): Record<string, string | undefined> {
  const { DATABASE_URL: _url, GANTRY_ADMIN_EMAIL: _email, GANTRY_ADMIN_PASSWORD: _password, ...rest } = process.env;
  return {
    ...withoutFiles(rest),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    GANTRY_APP_DATABASE_URL: appUrl,
    GANTRY_SECRET: secret,
    GANTRY_DATA: config.dataFolder,
    GANTRY_HOST: config.host,
    GANTRY_PORT: String(config.port),
    GANTRY_URL: config.url,
    GANTRY_SANDBOX: config.sandbox ? "on" : "off",
  };
}

function withoutFiles(env: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(env).filter(([key]) => !/^(DATABASE_URL|GANTRY_SECRET|GANTRY_ADMIN_PASSWORD)_FILE$/.test(key)),
  );
}

/** The plant keeps its ports from start to start, so that the practice systems keep their addresses. */
async function startPlant(
  config: Config,
  env: Record<string, string | undefined>,
  stops: (() => Promise<void>)[],
): Promise<PlantPorts> {
  const ports = await plantPorts(path.join(config.dataFolder, "practice-plant.json"));
  const plantEnv = {
    ...env,
    GANTRY_SECRET: undefined,
    GANTRY_APP_DATABASE_URL: undefined,
    GANTRY_PLANT_LEGACY_PORT: String(ports.legacyPort),
    GANTRY_PLANT_NEW_PORT: String(ports.newPort),
  };
  const child: Child = startChild({ name: "plant", file: "sandbox/plant.ts", env: plantEnv, says: says("plant") });
  stops.push(() => child.stop(hardAfterMs));
  await child.firstMessage;
  return ports;
}

async function plantPorts(file: string): Promise<PlantPorts> {
  const kept: Partial<PlantPorts> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const ports = { legacyPort: await usablePort(kept.legacyPort), newPort: await usablePort(kept.newPort) };
  writeFileSync(file, JSON.stringify(ports));
  return ports;
}
