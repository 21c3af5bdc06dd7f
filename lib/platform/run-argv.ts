import { type ChildProcess, spawn } from "node:child_process";

const mostBytes = 64 * 1024;

/** How a program ended, and what it said; `isCut`: its output was longer than what was kept. */
export type Ran = { exit: number | null; signal: string | null; out: string; err: string; isCut: boolean };

type Run = {
  /** Names of variables that it gets of this process, beside PATH, HOME and LANG. */
  variables: readonly string[];
  /** At its end the program and everything it started is ended. */
  signal: AbortSignal;
};

/** Runs a program of the server's configuration, without a shell and without input. Throws when it cannot be started (ENOENT, EACCES). */
export function runArgv(argv: readonly string[], { variables, signal }: Run): Promise<Ran> {
  const [program = "", ...rest] = argv;
  return new Promise((resolve, reject) => {
    // A group of its own, so that what it starts ends with it.
    const env = environment(variables);
    const child = spawn(program, rest, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const out = capped(child.stdout);
    const err = capped(child.stderr);
    const end = () => endGroup(child);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    child.once("error", (error) => {
      signal.removeEventListener("abort", end);
      reject(error);
    });
    child.once("close", (exit, ended) => {
      signal.removeEventListener("abort", end);
      resolve({ exit, signal: ended, out: out.text(), err: err.text(), isCut: out.isCut() });
    });
  });
}

/** "exit 3", "signal SIGKILL" */
export function endText({ exit, signal }: Pick<Ran, "exit" | "signal">): string {
  return exit === null ? `signal ${signal ?? "unknown"}` : `exit ${exit}`;
}

function environment(variables: readonly string[]): NodeJS.ProcessEnv {
  const named = ["PATH", "HOME", "LANG", ...variables].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(named) as unknown as NodeJS.ProcessEnv;
}

function endGroup(child: ChildProcess): void {
  // What left the group may still hold the pipes open: nobody waits for it.
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function capped(stream: NodeJS.ReadableStream) {
  const parts: Buffer[] = [];
  let bytes = 0;
  stream.on("data", (part: Buffer) => {
    if (bytes < mostBytes) parts.push(part);
    bytes += part.length;
  });
  const text = () => Buffer.concat(parts).subarray(0, mostBytes).toString("utf8");
  return { text, isCut: () => bytes > mostBytes };
}
