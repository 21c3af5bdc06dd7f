import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type ErrorExample, examplesPerKind } from "../core/example.ts";
import type { ErrorKind, Frame } from "../core/frame.ts";
import type { PinnedTarget, RunPlan } from "../core/run.ts";
import type { FromThread, ThreadFrame, ThreadTask, ToThread } from "./engine-messages.ts";
import { mergeFrames } from "./merge-frames.ts";
import { watchMachine } from "./self-watch.ts";

/** The load engine: worker threads that each carry a share of the load, merged into one frame a second. */

export type EngineOptions = {
  plan: RunPlan;
  target: PinnedTarget;
  /** Makes generated values unlike those of any other run. */
  runId: string;
  secrets: Readonly<Record<string, string>>;
  threads?: number;
  /** Each second once, in order, about a tenth of a second after it ends. */
  onFrame(frame: Frame): void;
  /** At most three of each kind of error. */
  onExample(example: ErrorExample): void;
  /** `running` is told with the wall-clock time of second 0. */
  onPhase(phase: "running" | "finishing", at: Date): void;
};

/** `seconds`: how much of the plan was driven. `refused`: nothing was, and why. */
export type EngineEnd = { kind: "completed" | "stopped" | "refused"; sentence: string; seconds: number };

export type Engine = {
  /** Rejects when a thread crashes or the scenario cannot be carried out. */
  done: Promise<EngineEnd>;
  /** Starts nothing more; `done` settles within a second. */
  stop(): void;
};

const startDelayMs = 20;
const perThread = { requestsPerSecond: 5_000, users: 2_000 };
/** Sockets, files and pipes that a process needs beside the users' connections. */
const spareDescriptors = 200;

export type StartEngine = (options: EngineOptions) => Engine;

export const startEngine: StartEngine = (options) => {
  const tooMany = refuseForDescriptors(options.plan);
  if (tooMany !== null) return { done: Promise.resolve({ kind: "refused", sentence: tooMany, seconds: 0 }), stop() {} };
  const count = options.threads ?? threadsFor(options.plan);
  const workers = Array.from({ length: count }, (_, index) => launch(options, { index, threads: count }));
  return drive(workers, options);
};

function launch({ plan, target, runId, secrets }: EngineOptions, share: ThreadTask["share"]): Worker {
  const task: ThreadTask = { plan, target, runId, secrets, share };
  return new Worker(new URL("./engine-thread.mjs", import.meta.url), { workerData: task, execArgv: [] });
}

/** One thread carries 5,000 requests a second or 2,000 users with ease; more get a thread each, one core staying free. */
function threadsFor({ profile }: RunPlan): number {
  const wanted =
    profile.model === "open"
      ? Math.max(...profile.stages.map(({ from, to }) => Math.max(from, to))) / perThread.requestsPerSecond
      : profile.users / perThread.users;
  return Math.max(1, Math.min(Math.ceil(wanted), availableParallelism() - 1, 8));
}

function refuseForDescriptors({ profile }: RunPlan): string | null {
  const users = profile.model === "open" ? profile.maxUsers : profile.users;
  const limit = descriptorLimit();
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

function drive(workers: readonly Worker[], options: EngineOptions): Engine {
  const collect = frameCollector(workers.length, options.onFrame);
  const keepExample = exampleCollector(options.onExample);
  const tell = (message: ToThread) => {
    for (const worker of workers) worker.postMessage(message);
  };
  let ready = 0;
  let ended = 0;
  let seconds = 0;
  let stopped = false;
  let running = false;

  const done = new Promise<EngineEnd>((resolve, reject) => {
    const end = (result: EngineEnd) =>
      Promise.all(workers.map((worker) => worker.terminate())).then(() => resolve(result));
    const crash = (error: Error) => Promise.all(workers.map((worker) => worker.terminate())).then(() => reject(error));
    const allReady = () => {
      if (stopped) return end({ kind: "stopped", sentence: "Stopped before the first request.", seconds: 0 });
      running = true;
      tell({ type: "go", startMs: Number(process.hrtime.bigint()) / 1e6 + startDelayMs });
      options.onPhase("running", new Date(Date.now() + startDelayMs));
      return undefined;
    };
    const onMessage = (thread: number, message: FromThread) => {
      if (message.type === "frame") collect.add(thread, message.frame);
      else if (message.type === "example") keepExample(message.example);
      else if (message.type === "fault") crash(new Error(message.sentence));
      else if (message.type === "refused") end({ kind: "refused", sentence: message.sentence, seconds: 0 });
      else if (message.type === "ready" && ++ready === workers.length) allReady();
      else if (message.type === "ended") {
        collect.ended(thread);
        seconds = Math.max(seconds, message.seconds);
        if (++ended < workers.length) return;
        const kind = stopped ? "stopped" : "completed";
        end({ kind, sentence: stopped ? "Stopped before its planned end." : "Ran to its planned end.", seconds });
      }
    };
    for (const [thread, worker] of workers.entries()) {
      worker.on("message", (message: FromThread) => onMessage(thread, message));
      worker.once("error", crash);
      worker.once(
        "exit",
        (code) => code !== 0 && ended < workers.length && crash(new Error(`A load thread ended with code ${code}.`)),
      );
    }
  });

  return {
    done,
    stop: () => {
      if (stopped) return;
      stopped = true;
      if (running) {
        options.onPhase("finishing", new Date());
        tell({ type: "stop" });
      }
    },
  };
}

type Collector = { add(thread: number, frame: ThreadFrame): void; ended(thread: number): void };

/** Gives a second away when every thread that still runs has handed it over. */
function frameCollector(threads: number, onFrame: (frame: Frame) => void): Collector {
  const machine = watchMachine();
  const open = new Map<number, Map<number, ThreadFrame>>();
  const running = new Set(Array.from({ length: threads }, (_, index) => index));
  let next = 0;
  const giveAway = () => {
    for (let parts = open.get(next); parts !== undefined; parts = open.get(next)) {
      const there = parts;
      if ([...running].some((thread) => !there.has(thread))) break;
      open.delete(next++);
      onFrame(mergeFrames([...there.values()], machine()));
    }
  };
  return {
    add: (thread, frame) => {
      const parts = open.get(frame.second) ?? new Map<number, ThreadFrame>();
      open.set(frame.second, parts.set(thread, frame));
      giveAway();
    },
    ended: (thread) => {
      running.delete(thread);
      giveAway();
    },
  };
}

function exampleCollector(onExample: (example: ErrorExample) => void): (example: ErrorExample) => void {
  const kept = new Map<ErrorKind, number>();
  return (example) => {
    const times = kept.get(example.kind) ?? 0;
    if (times >= examplesPerKind) return;
    kept.set(example.kind, times + 1);
    onExample(example);
  };
}
