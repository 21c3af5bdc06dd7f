import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

/** Every process that the benchmark starts: known by its id, and ended with it. */

export type Command = { file: string; args: readonly string[]; env?: Readonly<Record<string, string>> };

/** `stdout` and `stderr` grow while it runs. `ended` is its exit code, -1 when it could not be started or was ended by a signal. */
export type Running = {
  pid: number;
  alive(): boolean;
  stdout(): string;
  stderr(): string;
  ended: Promise<number>;
  end(): void;
};

const mostOutput = 1_000_000;
const extraFolders = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin"];
const living = new Set<ChildProcess>();

/** The full path of a program on PATH or in the usual folders of servers; null when it is not installed. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(path.delimiter), ...extraFolders];
  return folders.map((folder) => path.join(folder, name)).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts a command, on one core where `core` is given. */
export function start({ file, args, env }: Command, core: number | null): Running {
  const pinned = core === null ? { file, args } : { file: "taskset", args: ["-c", String(core), file, ...args] };
  const child = spawn(pinned.file, pinned.args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  living.add(child);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout = (stdout + text).slice(-mostOutput);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-mostOutput);
  });
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(-1));
    child.once("close", (code) => resolve(code ?? -1));
  }).finally(() => living.delete(child));
  return {
    pid: child.pid ?? -1,
    alive: () => living.has(child) && child.exitCode === null,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    end: () => child.kill("SIGTERM"),
  };
}

/** Ends all that still run, at once: also when the benchmark itself is told to end. */
export function endAll(): void {
  for (const child of living) child.kill("SIGKILL");
}
