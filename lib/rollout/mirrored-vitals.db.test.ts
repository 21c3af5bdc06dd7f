import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { type TestDatabase, temporaryFolder, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { Served } from "../shadow/core/served-side.ts";
import { saveMirrorState } from "../shadow/store-mirrors.ts";
import { judgeGate } from "./core/vitals.ts";
import { readMirroredVitals } from "./read-mirrored-vitals.ts";
import { insertVitals, vitalsSince } from "./store.ts";
import { aPlan, aRolloutPilot } from "./testing/a-rollout.ts";
import { watchRollouts } from "./watch-rollouts.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const own = { legacy: "http://127.0.0.1:1", candidate: null, writes: [], redaction: [], captureBytes: 0 };
const counts = { connections: 0, openConnections: 0, observed: 0, comparable: 0, abandoned: 0 };
const figures = {
  ...{ ...counts, own, mirroring: true, notCompared: {}, connectionsNotObserved: 0 },
  ...{ candidate: null, recorder: null, notRecorded: 0 },
};

test("the keeper puts down each of a mirror's spans once, at its own time, and gates are judged by them", async () => {
  const { db } = database.ctx;
  const { pilotId } = await aRolloutPilot(database.ctx, { ...aPlan, vitals: { mirror: "front" } });
  const now = Date.now();
  const side = { requests: 80, errors: 0, latencyMsP99: 12 };
  const spans = [15_000, 10_000, 5_000].map((ago) => ({ at: now - ago, unsaid: 0, legacy: side, new: side }));
  const served: Served = { since: 1, unsaidWrites: 0, spans };
  const state = { pilotId, name: "front", address: "http://127.0.0.1:2", refused: null };
  await saveMirrorState(db, { ...state, figures: { ...figures, served } });
  const [first] = (await readMirroredVitals(db, pilotId, "front")).filter((one) => one.side === "new");
  await insertVitals(db, [{ pilotId, ...first, side: "new", at: new Date(now - 15_000) }]);
  const watch = watchRollouts(db, {
    ...{ dataFolder: temporaryFolder(), driverOf: () => null },
    vitalsOf: ({ id }, { vitals }) =>
      vitals !== null && "mirror" in vitals ? readMirroredVitals(db, id, vitals.mirror) : Promise.resolve([]),
    reconcile: async () => ({ isGood: true, says: "" }),
  });
  watch.tick();
  const seen = () => vitalsSince(db, pilotId, { side: "new", since: new Date(now - 60_000) });
  await waitFor("the spans", async () => (await seen()).length > 1);
  await watch.stop();
  const samples = await seen();
  assert.deepEqual(
    samples.map(({ at, requests }) => [at, requests]),
    spans.map(({ at }) => [at, 80]),
  );
  const gate = { errorRatioMost: 0, latencyMsP99Most: 50, samplesLeast: 240 };
  assert.equal(judgeGate(gate, samples, now - 20_000).is, "good");
  assert.equal(judgeGate(gate, samples, now - 12_000).is, "inconclusive");
});
