import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { requestsByCount } from "../core/profile.ts";
import type { RunPlan } from "../core/run.ts";

/** What this machine lets a run have: threads and open files. */

const perThread = { requestsPerSecond: 5_000, users: 2_000 };
const mostThreads = 8;
/** Sockets, files and pipes that a process needs beside the users' connections. */
const spareDescriptors = 200;

/** One thread carries 5,000 requests a second or 2,000 users with ease; more get a thread each, one core staying free. */
export function threadsFor({ profile }: RunPlan, cores = availableParallelism()): number {
  // Who counts to an end together counts in one place.
  if (requestsByCount(profile) !== null) return 1;
  const wanted =
    profile.model === "open"
      ? Math.max(...profile.stages.map(({ from, to }) => Math.max(from, to))) / perThread.requestsPerSecond
      : profile.users / perThread.users;
  return Math.max(1, Math.min(Math.ceil(wanted), cores - 1, mostThreads));
}

/** A sentence when the plan's users need more connections than this process may have files, else null. */
export function refuseForDescriptors({ profile }: RunPlan, limit = descriptorLimit()): string | null {
  const users = profile.model === "open" ? profile.maxUsers : profile.users;
  if (users + spareDescriptors <= limit) return null;
  return `${users} users need as many connections, but this machine lets the runner open ${limit} files. Raise the limit (ulimit -n) or ask for fewer users.`;
}

function descriptorLimit(): number {
  try {
    const line = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return line === undefined || line === "unlimited" ? Number.POSITIVE_INFINITY : Number(line);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
