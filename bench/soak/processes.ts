import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { runningPostmaster } from "#lib/platform/postmaster-file.ts";

/** The processes of one Gantry, found by its data folder: on a command line, in an environment, or as where they work (PostgreSQL's
 *  own processes show nothing else). */

export type Process = { pid: number; parent: number; command: string };

export const parts = ["web", "runner", "keeper", "database", "backend", "supervisor"] as const;
export type Part = (typeof parts)[number];

/** All of them but this program itself. */
export function processesOf(folder: string): Process[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid)
    .filter((pid) => belongsTo(pid, folder))
    .flatMap((pid) => {
      const parent = parentOf(pid);
      // Nobody has taken note of its end yet: it runs no more.
      return parent === null ? [] : [{ pid, parent, command: textOf(pid, "cmdline").replaceAll("\0", " ").trim() }];
    });
}

function belongsTo(pid: number, folder: string): boolean {
  return [textOf(pid, "cmdline"), textOf(pid, "environ"), placeOf(pid)].some((text) => text.includes(folder));
}

function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

function placeOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return "";
  }
}

/** Null for a process that has ended. */
function parentOf(pid: number): number | null {
  const [state, parent] = textOf(pid, "stat").split(") ").at(-1)?.split(" ") ?? [];
  return state === undefined || state === "Z" || parent === undefined ? null : Number(parent);
}

/** Those that the supervisor is not above of: left behind by something that was killed. */
export function orphansOf(all: readonly Process[], supervisor: number): Process[] {
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isBelow = (pid: number): boolean => {
    if (pid === supervisor) return true;
    const parent = parents.get(pid);
    return parent !== undefined && isBelow(parent);
  };
  return all.filter(({ pid }) => !isBelow(pid));
}

const isBackend = /^postgres: gantry_app gantry /;

/** The process ids of a part; a database may be another machine's, and then there is none. */
export function pidsOf(folder: string, part: Exclude<Part, "supervisor">): number[] {
  if (part === "database") {
    const running = runningPostmaster(`${folder}/database/cluster`);
    return running === null ? [] : [running.pid];
  }
  const isIt = (command: string) =>
    part === "backend"
      ? isBackend.test(command)
      : command.replace(/\.js$/, "").endsWith(`bin/${part}.ts`) && !command.includes(" -c ");
  return processesOf(folder)
    .filter(({ command }) => isIt(command))
    .map(({ pid }) => pid);
}
