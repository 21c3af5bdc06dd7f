import assert from "node:assert/strict";
import test from "node:test";
import type { PassStep } from "./pass.ts";
import { summarisePasses } from "./summarise-passes.ts";
import { aPlan } from "./testing/measured.ts";

const plan = aPlan();
const asked = (step: string, latencyMs: number | null, holds = true): PassStep => ({
  ...{ pass: 1, place: 0, step, status: latencyMs === null ? null : 200, latencyMs, holds },
  ...{ checks: [], request: "", answer: "" },
});

test("requests of a smoke run, and their times from the moment of sending", () => {
  const [setUp, first, second] = [...plan.scenario.setup, ...plan.scenario.mix].map(({ name }) => name);
  const summary = summarisePasses(plan, [
    asked(setUp ?? "", 50),
    ...[10, 20, 30, 40].map((ms) => asked(first ?? "", ms)),
    asked(second ?? "", null, false),
  ]);
  assert.deepEqual([summary.sent, summary.ended, summary.failed], [6, 6, 1]);
  assert.equal(summary.errorRatio, 1 / 6);
  const own = summary.steps.find(({ name }) => name === first);
  assert.deepEqual([own?.n, own?.failed, own?.latencyMsP50, own?.latencyMsMax, own?.latencyMsMean], [4, 0, 20, 40, 25]);
  const unanswered = summary.steps.find(({ name }) => name === second);
  assert.deepEqual([unanswered?.n, unanswered?.failed, unanswered?.latencyMsP95], [1, 1, null]);
});

test("nothing was asked", () => {
  const summary = summarisePasses(plan, []);
  assert.deepEqual([summary.ended, summary.errorRatio, summary.latencyMsP99], [0, null, null]);
});
