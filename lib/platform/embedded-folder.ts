import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartRefused } from "./start-refused.ts";

/** PostgreSQL refuses to run as root: whom it runs as instead. */
export type Login = { uid: number; gid: number };

/** Null: as ourselves. As root: the owner of the cluster where there is one; else `postgres` where there is such a user, else `nobody`. */
export function postgresLogin(cluster: string | null): Login | null {
  if (process.getuid?.() !== 0) return null;
  if (cluster !== null) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const wanted of ["postgres", "nobody"]) {
    const [name, , uid, gid] = users.find((line) => line.startsWith(`${wanted}:`))?.split(":") ?? [];
    if (name !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65_534, gid: 65_534 };
}

/** Whether a user can pass through every folder on the way to `place` and read it. */
export function canRead(login: Login | null, place: string): boolean {
  if (login === null) return true;
  return spawnSync("/bin/sh", ["-c", 'test -r "$0"', place], { ...login, cwd: "/" }).status === 0;
}

const locationFile = "database.location";

/** The cluster that this data folder already has, or null. Refuses (StartRefused) when the folder notes one elsewhere that is not there:
 *  an empty database in its place would look like a loss. */
export function existingCluster(dataFolder: string): string | null {
  const note = path.join(dataFolder, locationFile);
  const noted = existsSync(note) ? readFileSync(note, "utf8").trim() : null;
  const cluster = noted ?? path.join(dataFolder, "database/cluster");
  if (existsSync(path.join(cluster, "PG_VERSION"))) return cluster;
  if (noted === null) return null;
  throw new StartRefused(
    `The database of this data folder is kept in ${noted}, which is not there or cannot be read. Put it back, or remove ${note} to begin with an empty one.`,
  );
}

/** Notes where the cluster is, unless it stands in the data folder itself. Called when it is whole. */
export function noteLocation(dataFolder: string, cluster: string): void {
  if (path.dirname(cluster) !== path.join(dataFolder, "database"))
    writeFileSync(path.join(dataFolder, locationFile), `${cluster}\n`);
}

/** Where a new cluster goes: into the data folder, or, when PostgreSQL's user cannot get there (a checkout under /root), below
 *  /var/lib/gantry, under a name that no other data folder has or had. */
export function newCluster(dataFolder: string, login: Login | null): string {
  if (login === null) return path.join(madeFor(path.join(dataFolder, "database"), null), "cluster");
  // Others may pass through the data folder, not look into it; what is secret in it is closed by itself.
  chmodSync(dataFolder, 0o711);
  const inside = madeFor(path.join(dataFolder, "database"), login);
  if (canRead(login, inside)) return path.join(inside, "cluster");
  mkdirSync("/var/lib/gantry", { recursive: true, mode: 0o755 });
  return path.join(madeFor(path.join("/var/lib/gantry", randomBytes(8).toString("hex")), login), "cluster");
}

function madeFor(folder: string, login: Login | null): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (login) chownSync(folder, login.uid, login.gid);
  return folder;
}
