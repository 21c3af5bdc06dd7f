import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** PostgreSQL refuses to run as root: whom it runs as instead. */
export type Login = { name: string; uid: number; gid: number };

/** Null: as ourselves. As root: `postgres` where there is such a user, else `nobody`. */
export function postgresLogin(): Login | null {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const wanted of ["postgres", "nobody"]) {
    const [name, , uid, gid] = users.find((line) => line.startsWith(`${wanted}:`))?.split(":") ?? [];
    if (name !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return { name: "65534", uid: 65_534, gid: 65_534 };
}

/** Whether a user can pass through every folder on the way to `place` and read it. */
export function canRead(login: Login | null, place: string): boolean {
  if (login === null) return true;
  return spawnSync("/bin/sh", ["-c", 'test -r "$0"', place], { uid: login.uid, gid: login.gid, cwd: "/" }).status === 0;
}

/** Where the database files are: in the data folder, or, when PostgreSQL's user cannot get there (a checkout under /root), below
 *  /var/lib/gantry; the data folder then holds the place in `postgres.location`. */
export function clusterFolder(dataFolder: string, login: Login | null): string {
  const noted = path.join(dataFolder, "postgres.location");
  if (existsSync(noted)) return readFileSync(noted, "utf8").trim();
  const inside = path.join(dataFolder, "database");
  if (login === null || existsSync(path.join(inside, "cluster"))) return own(inside, login);
  own(inside, login);
  if (canRead(login, inside)) return path.join(inside, "cluster");
  const hash = createHash("sha256").update(path.resolve(dataFolder)).digest("hex").slice(0, 16);
  const outside = own(path.join("/var/lib/gantry", hash), login);
  writeFileSync(noted, `${outside}\n`);
  return outside;
}

function own(folder: string, login: Login | null): string {
  mkdirSync(folder, { recursive: true, mode: login === null ? 0o700 : 0o755 });
  if (login) chownSync(folder, login.uid, login.gid);
  return path.join(folder, "cluster");
}
