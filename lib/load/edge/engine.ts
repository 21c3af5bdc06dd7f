import { Worker } from "node:worker_threads";
import { builtFile } from "#lib/platform/program.ts";
import { type ErrorExample, examplesPerKind } from "../core/example.ts";
import type { ErrorKind, Frame } from "../core/frame.ts";
import type { LevelStart } from "../core/level-fold.ts";
import { plannedSeconds, requestsByCount } from "../core/profile.ts";
import type { PinnedTarget, RunPlan } from "../core/run.ts";
import type { FromThread, ThreadTask, ToThread } from "./engine-messages.ts";
import { type FrameCollector, frameCollector } from "./frame-collector.ts";
import { refuseForDescriptors, threadsFor } from "./load-limits.ts";

/** Transpiled it needs no loader. */
const program = builtFile("lib/load/edge/engine-thread.ts") ?? new URL("./engine-thread.mjs", import.meta.url);

/** The load engine: worker threads that each carry a share of the load, merged into one frame a second. */

export type EnginePhase = "starting" | "running" | "finishing";

export type EngineOptions = {
  plan: RunPlan;
  target: PinnedTarget;
  /** Makes generated values unlike those of any other run. */
  runId: string;
  secrets: Readonly<Record<string, string>>;
  threads?: number;
  /** Each second once, in order, about a tenth of a second after it ends. */
  onFrame(frame: Frame): void;
  /** A level has ended, and this one begins; after the last, one beyond it. Told where levels end by a count, and only then. */
  onLevel?(index: number, start: LevelStart): void;
  /** At most three of each kind of error. */
  onExample(example: ErrorExample): void;
  /** Each once, in order, with the wall-clock time; `running` with that of second 0. */
  onPhase(phase: EnginePhase, at: Date): void;
};

/** `seconds`: how much of the plan was driven. `refused`: nothing was, and why. */
export type EngineEnd = { kind: "completed" | "stopped" | "refused"; sentence: string; seconds: number };

export type Engine = {
  /** Rejects when a thread crashes or the scenario cannot be carried out. */
  done: Promise<EngineEnd>;
  /** Starts nothing more; the last frame is out and `done` settles within a second. */
  stop(): void;
};

export type StartEngine = (options: EngineOptions) => Engine;

const startDelayMs = 20;
/** A thread that has not ended by itself this long after a stop is ended. */
const stopDeadlineMs = 800;

export const startEngine: StartEngine = (options) => {
  const tooMany = refuseForDescriptors(options.plan);
  if (tooMany !== null) return { done: Promise.resolve(refused(tooMany)), stop() {} };
  return new RunningEngine(options);
};

function refused(sentence: string): EngineEnd {
  return { kind: "refused", sentence, seconds: 0 };
}

function asError(fault: unknown): Error {
  return fault instanceof Error ? fault : new Error(String(fault));
}

function hrtimeMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

class RunningEngine implements Engine {
  readonly done: Promise<EngineEnd>;
  readonly #options: EngineOptions;
  readonly #workers: readonly Worker[];
  readonly #collect: FrameCollector;
  readonly #keepExample: (example: ErrorExample) => void;
  readonly #ready = new Set<number>();
  readonly #ended = new Set<number>();
  #phase: EnginePhase = "starting";
  #startMs = Number.POSITIVE_INFINITY;
  #drivenSeconds = 0;
  #stopped = false;
  #settled = false;
  #deadline: NodeJS.Timeout | undefined;
  #resolve: (end: EngineEnd) => void = () => {};
  #reject: (fault: Error) => void = () => {};

  constructor(options: EngineOptions) {
    this.#options = options;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const threads = options.threads ?? threadsFor(options.plan);
    this.#collect = frameCollector(threads, options.onFrame);
    this.#keepExample = exampleCollector(options.onExample);
    this.#workers = Array.from({ length: threads }, (_, index) => this.#launch({ index, threads }));
    options.onPhase("starting", new Date());
  }

  #launch(share: ThreadTask["share"]): Worker {
    const { plan, target, runId, secrets } = this.#options;
    const task: ThreadTask = { plan, target, runId, secrets, share };
    const worker = new Worker(program, { workerData: task, execArgv: [] });
    worker.on("message", (message: FromThread) => this.#guarded(() => this.#onMessage(share.index, message)));
    worker.once("error", (fault) => this.#crash(asError(fault)));
    worker.once("exit", (code) => {
      if (!this.#ended.has(share.index)) this.#crash(new Error(`A load thread ended early with code ${code}.`));
    });
    return worker;
  }

  /** A fault of whoever is told ends the run, not the process. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (fault) {
      this.#crash(asError(fault));
    }
  }

  #onMessage(thread: number, message: FromThread): void {
    if (this.#settled) return;
    switch (message.type) {
      case "frame":
        this.#collect.add(thread, message.frame);
        break;
      case "example":
        this.#keepExample(message.example);
        break;
      case "level":
        if (requestsByCount(this.#options.plan.profile) !== null) this.#options.onLevel?.(message.index, message.start);
        break;
      case "fault":
        this.#crash(new Error(message.sentence));
        break;
      case "refused":
        this.#end(refused(message.sentence));
        break;
      case "ready":
        this.#threadReady(thread);
        break;
      case "finishing":
        this.#enter("finishing", new Date());
        break;
      case "ended":
        this.#threadEnded(thread, message.seconds);
        break;
    }
  }

  #enter(phase: EnginePhase, at: Date): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#options.onPhase(phase, at);
  }

  #threadReady(thread: number): void {
    this.#ready.add(thread);
    if (this.#ready.size < this.#workers.length) return;
    this.#startMs = hrtimeMs() + startDelayMs;
    this.#tell({ type: "go", startMs: this.#startMs });
    this.#enter("running", new Date(Date.now() + startDelayMs));
  }

  #threadEnded(thread: number, seconds: number): void {
    this.#ended.add(thread);
    this.#collect.ended(thread);
    this.#drivenSeconds = Math.max(this.#drivenSeconds, seconds);
    if (this.#ended.size === this.#workers.length) this.#end(this.#result());
  }

  #result(): EngineEnd {
    const seconds = this.#drivenSeconds;
    const { profile } = this.#options.plan;
    // By a count it ends whenever that is reached: only a stop ends it early.
    const early = this.#stopped && (seconds < plannedSeconds(profile) || requestsByCount(profile) !== null);
    if (early) return { kind: "stopped", sentence: "Stopped before its planned end.", seconds };
    return { kind: "completed", sentence: "Ran to its planned end.", seconds };
  }

  stop(): void {
    if (this.#stopped || this.#settled) return;
    this.#stopped = true;
    if (this.#phase === "starting")
      this.#end({ kind: "stopped", sentence: "Stopped before the first request.", seconds: 0 });
    else this.#stopThreads();
  }

  #stopThreads(): void {
    this.#tell({ type: "stop" });
    const planned = plannedSeconds(this.#options.plan.profile);
    const seconds = Math.max(0, Math.min(planned, (hrtimeMs() - this.#startMs) / 1000));
    this.#deadline = setTimeout(() => this.#endWithoutThreads(seconds), stopDeadlineMs);
    this.#enter("finishing", new Date());
  }

  /** A thread is too busy to end by itself: what the others have handed over is given away. */
  #endWithoutThreads(seconds: number): void {
    this.#drivenSeconds = Math.max(this.#drivenSeconds, seconds);
    for (const thread of this.#workers.keys()) this.#collect.ended(thread);
    this.#end(this.#result());
  }

  #tell(message: ToThread): void {
    for (const worker of this.#workers) worker.postMessage(message);
  }

  #end(result: EngineEnd): void {
    this.#settle(() => this.#resolve(result));
  }

  #crash(fault: Error): void {
    this.#settle(() => this.#reject(fault));
  }

  /** The first outcome counts: threads that are ended here exit like crashed ones. */
  #settle(tell: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#deadline);
    Promise.all(this.#workers.map((worker) => worker.terminate())).then(tell);
  }
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
