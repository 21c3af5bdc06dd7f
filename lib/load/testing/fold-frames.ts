import { pointFold } from "../core/chart-point.ts";
import { addFrame, emptyTotals, type Totals } from "../core/fold.ts";
import type { Frame } from "../core/frame.ts";
import { judgeRun } from "../core/judge-run.ts";
import { summarise } from "../core/summarise.ts";
import { readRunPlan } from "../read-run-plan.ts";
import type { RunWithScenario } from "../store.ts";
import { aFrame } from "./a-frame.ts";

/** More seconds than are read at once, with a gap, quiet ones, and failures. */
export const frames: Frame[] = Array.from({ length: 260 }, (_, second) => second)
  .filter((second) => second < 130 || second > 133)
  .map((second) => aFrame(second, { ok: second % 9 === 0 ? 0 : 5 + (second % 13), failed: second % 7 === 0 ? 2 : 0 }));

/** What an independent fold of the frames says. */
export function folded(run: RunWithScenario, of: readonly Frame[] = frames) {
  const plan = readRunPlan(run);
  const totals = of.reduce<Totals>(addFrame, emptyTotals(plan));
  const fold = pointFold(0);
  const ended = { outcome: "completed" as const, sentence: "done" };
  return {
    summary: asJson(summarise(plan, totals)),
    wouldBe: asJson(judgeRun({ plan, totals, ending: { outcome: "running" } })),
    verdict: asJson(judgeRun({ plan, totals, ending: ended })),
    points: asJson(of.map((frame) => fold.push(frame))),
  };
}

/** As it reaches a browser. */
export function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
