import assert from "node:assert/strict";
import test from "node:test";
import { compileScenario } from "../core/compile-scenario.ts";
import type { ClosedProfile } from "../core/profile.ts";
import { ClosedModel } from "./closed-model.ts";
import { FrameRecorder } from "./frame-recorder.ts";
import type { Exchange } from "./http-exchange.ts";
import { aPlan } from "./testing/a-plan.ts";
import type { Workplace } from "./virtual-user.ts";

/** The closed model with a clock of the test's own, and answers when the test gives them. */

function aPlace(profile: ClosedProfile) {
  const plan = aPlan({ profile });
  const recorder = new FrameRecorder(plan);
  const clock = { ms: 0 };
  const onTheWay: Exchange[] = [];
  const connection = () => ({ send: (exchange: Exchange) => onTheWay.push(exchange), close() {} });
  const place: Workplace = {
    compiled: compileScenario(plan.scenario, { seed: 1, uniquePrefix: "t", secrets: {} }),
    client: { connection, close() {} },
    recorder,
    now: () => clock.ms,
    ...{ isSecure: false, keepsCookies: true, basePath: "", commonHeaders: "", secrets: [] },
    wantsExample: () => false,
    onExample() {},
    onSeen: null,
    onLevel() {},
    onFault: assert.fail,
  };
  const model = new ClosedModel(place, { profile, seed: 1 }, { index: 0, threads: 1 });
  return { model, recorder, clock, onTheWay };
}

function answer(exchange: Exchange, endedAtMs: number): void {
  const nothing = { error: null, detail: "", body: null, raw: null, cookies: [] };
  exchange.onAnswer({ ...nothing, status: 200, bytesIn: 1, bytesOut: 1, sentAtMs: 0, endedAtMs });
}

test("who gets an answer after the end, before the tick that sees it, is still there in the last second", async () => {
  const profile: ClosedProfile = { model: "closed", users: 2, spawnPerSecond: 1_000, durationSeconds: 1 };
  const { model, recorder, clock, onTheWay } = aPlace(profile);
  await model.prepare();
  clock.ms = 10;
  model.tick(clock.ms);
  await new Promise(setImmediate); // both have come and sent
  assert.equal(onTheWay.length, 2);
  clock.ms = 1_002;
  answer(onTheWay.shift() ?? assert.fail("nothing was sent"), clock.ms);
  clock.ms = 1_004;
  model.tick(clock.ms);
  model.beforeClose(1);
  assert.equal(recorder.at(1_000).users, 2);
});
