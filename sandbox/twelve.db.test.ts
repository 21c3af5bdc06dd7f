import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { findTheTwelve, planted } from "./testing/twelve.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

/** What each planted difference is found as; the slow endpoint is found by its latency. */
const groups = [
  "GET /api/v1/traceability/{id} $.decision_count value",
  "GET /api/v1/traceability/{id} $.decisions order",
  "GET /api/v1/traceability/{id} $.lot.site_code extra",
  "GET /api/v1/traceability/{id} $.lot.temperature_c type",
  "POST /api/login $.token_type value",
  "POST /api/v1/lots $.temperature_c missing",
  "POST /api/v1/lots $.weight_kg value",
  "POST /api/v1/lots status status",
  "POST /api/v1/qc-decisions $.decided_at value",
  "POST /api/v1/qc-decisions $.decision missing",
  "POST /api/v1/qc-decisions $.gate_id type",
];
const slowOne = "GET /api/v1/traceability/{id}";

test("twelve planted differences are found as these twelve and no other, and a mended one leaves", async () => {
  const found = await findTheTwelve(database.ctx, { learning: 400, working: 400, mended: 160 }, () => {});
  assert.equal(planted.length, 12);
  assert.deepEqual([...found.groups, ...found.slow], [...groups, slowOne]);
  assert.deepEqual(found.notCompared, {}, "nothing was lost on the way");
  const { state, before: was, after: is, still, leftOut } = found.mended;
  assert.deepEqual([state, was], ["fixed", 0]);
  assert.ok((is ?? 0) > 0, `parity is ${is}`);
  assert.deepEqual(
    still,
    groups.filter((one) => !one.startsWith("POST /api/login")),
  );
  assert.ok(leftOut > 0, "what differed so before is taken out of parity");
});
