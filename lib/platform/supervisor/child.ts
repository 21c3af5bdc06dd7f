import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { createConnection } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { programArgs } from "../program.ts";
import { StartRefused } from "../start-refused.ts";

/** One process under the supervisor: started, started again with growing pauses when it ends by itself, stopped when asked. */

export type ChildSpec = {
  name: string;
  /** The program's file, from the repository's folder. */
  file: string;
  env: Readonly<Record<string, string | undefined>>;
  says(line: string): void;
};

export type Child = {
  name: string;
  /** Resolves when the process first ends, with how. */
  firstEnd: Promise<string>;
  /** SIGTERM, then SIGKILL when it has not left by `hardAfterMs`. */
  stop(hardAfterMs: number): Promise<void>;
};

const repository = path.resolve(import.meta.dirname, "../../..");
const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** A process that held this long begins again with the short pause. */
const steadyAfterMs = 30_000;
/** Far beyond what the slowest machine takes. */
const silentAfterMs = 120_000;

export function startChild(spec: ChildSpec): Child {
  let running = launch(spec);
  let startedAt = performance.now();
  let pauseMs = firstPauseMs;
  let stopping = false;
  let again: NodeJS.Timeout | undefined;

  const ended = (how: string) => {
    if (stopping) return;
    if (performance.now() - startedAt > steadyAfterMs) pauseMs = firstPauseMs;
    spec.says(`ended (${how}); starts again in ${pauseMs / 1000} s`);
    again = setTimeout(restart, pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  };
  const restart = () => {
    running = launch(spec);
    startedAt = performance.now();
    howItEnds(running).then(ended);
  };
  const firstEnd = howItEnds(running);
  firstEnd.then(ended);

  return {
    name: spec.name,
    firstEnd,
    stop: async (hardAfterMs) => {
      stopping = true;
      clearTimeout(again);
      await end(running, hardAfterMs);
    },
  };
}

function launch({ file, env, says }: ChildSpec): ChildProcess {
  const options: SpawnOptions = {
    cwd: repository,
    env: { NODE_ENV: "production", ...env },
    // The channel's end tells the process that its supervisor is gone.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A group of its own: Ctrl-C in a terminal reaches the supervisor, which stops things in order.
    detached: true,
  };
  const child: ChildProcess = spawn(process.execPath, programArgs(file), options);
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on("line", says);
  return child;
}

function howItEnds(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
    child.once("error", (error) => resolve(error.message));
  });
}

async function end(child: ChildProcess, hardAfterMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = howItEnds(child);
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), hardAfterMs);
  await gone;
  clearTimeout(hard);
}

/** Resolves when the process takes connections on its ports. Refuses (StartRefused) when it ends before, or never does. */
export async function takesConnections(child: Child, host: string, ports: readonly number[]): Promise<void> {
  let ended: string | null = null;
  child.firstEnd.then((how) => {
    ended = how;
  });
  const since = performance.now();
  for (const port of ports)
    while (!(await connects(host, port))) {
      if (ended !== null)
        throw new StartRefused(`${child.name} ended while it was starting (${ended}); its lines above say why.`);
      if (performance.now() - since > silentAfterMs)
        throw new StartRefused(`${child.name} does not answer on port ${port}; its lines above may say why.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
