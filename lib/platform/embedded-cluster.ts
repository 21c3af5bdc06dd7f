import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Binaries, binariesFor } from "./embedded-binaries.ts";
import { existingCluster, type Login, newCluster, noteLocation, postgresLogin } from "./embedded-folder.ts";
import { StartRefused } from "./start-refused.ts";

/** The files of an embedded database: found, or made the first time. */
export type Cluster = { folder: string; binaries: Binaries; login: Login | null; password: string };

export const clusterOwner = "gantry_owner";

/** `others`: programs that this machine has, instead of those that come along. Refuses (StartRefused) files of another major version of
 *  PostgreSQL, and a place where none can be made. */
export async function openCluster(dataFolder: string, others?: Binaries): Promise<Cluster> {
  const found = existingCluster(dataFolder);
  const login = postgresLogin(found);
  const binaries = others ?? (await binariesFor(login));
  const password = ownerPassword(dataFolder);
  if (found) refuseOtherVersion(found, binaries);
  const cluster = { folder: found ?? newCluster(dataFolder, login), binaries, login, password };
  if (!found) await initialise(cluster);
  noteLocation(dataFolder, cluster.folder);
  return cluster;
}

export function spawnOptions(login: Login | null) {
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    LC_ALL: "C",
    TZ: "UTC",
  };
  return { cwd: "/", env, ...(login ?? {}) };
}

/** Kept beside the cluster, readable by us only; never on a command line or in a log. */
export function ownerPassword(dataFolder: string): string {
  const file = path.join(dataFolder, "database-owner-password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

function refuseOtherVersion(folder: string, { version }: Binaries): void {
  const written = readFileSync(path.join(folder, "PG_VERSION"), "utf8").trim();
  const ours = version.split(".")[0];
  if (written !== ours)
    throw new StartRefused(
      `The database in ${folder} was written by PostgreSQL ${written}; this Gantry brings ${ours}. Start the Gantry that wrote it, or move the data over with PostgreSQL's pg_upgrade.`,
    );
}

/** Into a folder beside, renamed when whole: a start that is killed here leaves nothing half-made. */
async function initialise({ folder, binaries, login, password }: Cluster): Promise<void> {
  const making = `${folder}.making`;
  const passwordFile = `${folder}.password`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (login) for (const one of [making, passwordFile]) chownSync(one, login.uid, login.gid);
  try {
    const options = ["-U", clusterOwner, "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8"];
    const all = ["-D", making, ...options, ...localeOptions(binaries)];
    await runToEnd(spawn(binaries.initdb, all, spawnOptions(login)), "initdb");
    renameSync(making, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The same order of texts on every machine; before 17 PostgreSQL asks the machine for it. */
function localeOptions({ version }: Binaries): string[] {
  if (Number(version.split(".")[0]) < 17) return ["--locale=C.UTF-8"];
  return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
}

async function runToEnd(child: ChildProcess, what: string): Promise<void> {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  // Asked to leave meanwhile, we do not leave it behind.
  const takeAlong = () => child.kill("SIGKILL");
  process.once("exit", takeAlong);
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  process.removeListener("exit", takeAlong);
  if (code !== 0) throw new StartRefused(`PostgreSQL's ${what} failed:\n${output.trim()}`);
}
