import { type ChildProcess, spawn } from "node:child_process";

/** One process under the supervisor: started, started again with growing pauses when it ends by itself, stopped when asked. */

export type ChildSpec = {
  name: string;
  /** The TypeScript file to run, below the repository. */
  file: string;
  env: Readonly<Record<string, string | undefined>>;
  says(line: string): void;
};

export type Child = {
  /** Resolves with the first message that the process sends, such as `{ ready: true }`. Rejects when it ends before. */
  firstMessage: Promise<unknown>;
  /** SIGTERM, then SIGKILL when it has not left by `hardAfterMs`. */
  stop(hardAfterMs: number): Promise<void>;
};

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** A process that held this long begins again with the short pause. */
const steadyAfterMs = 30_000;

export function startChild(spec: ChildSpec): Child {
  let process = launch(spec);
  let pauseMs = firstPauseMs;
  let startedAt = performance.now();
  let stopping = false;
  let again: NodeJS.Timeout | undefined;

  const watch = () => {
    process.once("exit", (code, signal) => {
      if (stopping) return;
      if (performance.now() - startedAt > steadyAfterMs) pauseMs = firstPauseMs;
      spec.says(`ended (${signal ?? `code ${code}`}); starts again in ${pauseMs / 1000} s`);
      again = setTimeout(restart, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    });
  };
  const restart = () => {
    process = launch(spec);
    startedAt = performance.now();
    watch();
  };
  watch();

  return {
    firstMessage: firstMessageOf(process, spec.name),
    stop: async (hardAfterMs) => {
      stopping = true;
      clearTimeout(again);
      await end(process, hardAfterMs);
    },
  };
}

function launch({ file, env, says }: ChildSpec): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A group of its own: Ctrl-C in a terminal reaches the supervisor, which stops things in order.
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => text.trimEnd().split("\n").forEach(says));
  child.on("error", (error) => says(error.message));
  return child;
}

function firstMessageOf(child: ChildProcess, name: string): Promise<unknown> {
  const message = new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code, signal) => reject(new Error(`${name} ended at its start (${signal ?? `code ${code}`})`)));
  });
  message.catch(() => {});
  return message;
}

async function end(child: ChildProcess, hardAfterMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), hardAfterMs);
  await gone;
  clearTimeout(hard);
}
