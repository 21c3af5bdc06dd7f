import path from "node:path";
import { start } from "./children.ts";
import type { Figures, KnownTask } from "./known-target.ts";
import { until } from "./wait.ts";

/** The target that knows what it did, in a process of its own. A fresh one for each run: its figures are that run's. */
export type KnownTarget = { url: string; figures(): Promise<Figures>; count(): Promise<number>; end(): Promise<void> };

const startMs = 10_000;
const file = path.join(import.meta.dirname, "known-target.ts");

export async function startKnownTarget(task: KnownTask, core: number | null): Promise<KnownTarget> {
  const running = start({ file: process.execPath, args: ["--import", "tsx", file, JSON.stringify(task)] }, core);
  await until(() => running.stdout().includes("\n"), {
    ms: startMs,
    whileTrue: running.alive,
    sentence: () => `the target did not start: ${running.stderr().trim()}`,
  });
  const url = `http://127.0.0.1:${running.stdout().trim()}`;
  const ask = async (place: string) => (await fetch(url + place)).json();
  return {
    url,
    figures: () => ask("/figures"),
    count: () => ask("/count"),
    async end() {
      running.end();
      await running.ended;
    },
  };
}
