import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

/** Who a runner is: its host and process, so that another runner of the same host can tell whether it is dead. */
export function runnerIdentity(): { id: string; host: string; pid: number } {
  const host = hostname();
  return { id: `${host}/${process.pid}/${randomUUID()}`, host, pid: process.pid };
}

export function hostOf(id: string): string {
  return id.split("/")[0] ?? id;
}

/** True only when that is known: the runner was of this host and its process is gone. */
export function runnerIsDead(id: string): boolean {
  const [host, pid] = id.split("/");
  if (host !== hostname() || pid === undefined) return false;
  if (Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
