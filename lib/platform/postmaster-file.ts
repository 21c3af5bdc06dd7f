import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

/** What PostgreSQL writes about itself into `postmaster.pid`: process id, folder, start time, port, …, and on line 8 its standing.
 *  Its log is not read for this: those texts may be translated. */

type Postmaster = { pid: number; port: number; ready: boolean /** Tells one start from another. */; mark: string };

function read(folder: string): Postmaster | null {
  const file = path.join(folder, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const [pid, , startedAt, port] = lines.map(Number);
  return { pid: pid ?? 0, port: port ?? 0, ready: lines[7]?.trim() === "ready", mark: `${pid} ${startedAt}` };
}

/** The server of this folder that is running and ready, whoever started it. */
export function runningPostmaster(folder: string): { pid: number; port: number } | null {
  const found = read(folder);
  return found?.ready && serves(found.pid, folder) ? found : null;
}

/** Which start the file speaks of now; a crash leaves the file behind, and it still says `ready`. */
export function postmasterMark(folder: string): string | null {
  return read(folder)?.mark ?? null;
}

export function isReadySince(folder: string, markBefore: string | null): boolean {
  const found = read(folder);
  return found !== null && found.mark !== markBefore && found.ready;
}

/** A server of this folder that outlived its guard is stopped first. */
export async function stopOrphan(folder: string): Promise<void> {
  const found = read(folder);
  if (found === null || !isAlive(found.pid)) return;
  if (!serves(found.pid, folder)) {
    // The number belongs to another program by now (after a restart of the machine or container): the file is stale, and
    // PostgreSQL would take that program for itself.
    rmSync(path.join(folder, "postmaster.pid"), { force: true });
    return;
  }
  process.kill(found.pid, "SIGINT");
  for (let round = 0; serves(found.pid, folder); round++) {
    if (round === 500) process.kill(found.pid, "SIGQUIT");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function serves(pid: number, folder: string): boolean {
  return pid > 1 && isAlive(pid) && (commandLine(pid)?.includes(folder) ?? true);
}

/** Null where the machine has no /proc. */
function commandLine(pid: number): string | null {
  if (!existsSync("/proc/self/cmdline")) return null;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

export function isAlive(pid: number): boolean {
  if (pid <= 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
