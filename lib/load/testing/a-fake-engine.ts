import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { Engine, EngineEnd, EngineOptions, StartEngine } from "../edge/engine.ts";

/** An engine that does what a test says. A stop ends it as the real one would: before its planned end, or at it where it only waits for the last
 *  answers (`drains`). */
export type FakeEngine = {
  start: StartEngine;
  /** What it was started with; waits for the start. */
  started(): Promise<EngineOptions>;
  readonly starts: number;
  readonly stops: number;
  end(end?: Partial<EngineEnd>): void;
  crash(message: string): void;
};

type Setting = { refuses?: string | null; drains?: boolean };

export function aFakeEngine({ refuses = null, drains = false }: Setting = {}): FakeEngine {
  let options: EngineOptions | null = null;
  let starts = 0;
  let stops = 0;
  let settle: { resolve(end: EngineEnd): void; reject(error: Error): void } | null = null;
  const end = (one: Partial<EngineEnd> = {}) =>
    settle?.resolve({ kind: "completed", sentence: "Ran to its planned end.", seconds: 3, ...one });
  const start = (given: EngineOptions): Engine => {
    if (refuses !== null) throw new Error(refuses);
    starts++;
    options = given;
    const done = new Promise<EngineEnd>((resolve, reject) => {
      settle = { resolve, reject };
    });
    const stop = () => {
      stops++;
      end(drains ? {} : { kind: "stopped", sentence: "Stopped before its planned end." });
    };
    given.onPhase("starting", new Date());
    return { done, stop };
  };
  return {
    start,
    started: async () => {
      await waitFor("the engine to be started", () => options !== null);
      if (options === null) throw new Error("The engine was not started.");
      return options;
    },
    get starts() {
      return starts;
    },
    get stops() {
      return stops;
    },
    end,
    crash: (message) => settle?.reject(new Error(message)),
  };
}
