import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { acceptRule } from "./accept-rule.ts";
import { correctEndpoint } from "./correct-endpoint.ts";
import { aShadowPilot, found, somebody } from "./testing/a-shadow-pilot.ts";
import { aDiffering } from "./testing/an-exchange.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

test("a group that a rule settled opens again for what the rule does not cover, and not for a new name", async () => {
  const { pilot, record, groups, parity } = await aShadowPilot(ctx);
  const heavier = (weight: number, at: number) => aDiffering("weight_kg", weight, { at });
  await record([heavier(12.6, Date.now() - 60_000), heavier(12.55, Date.now() - 60_000)]);
  const lead = await somebody(ctx);
  const rule = { path: "$.weight_kg", effect: { do: "tolerate" as const, absolute: 0.2, relative: 0 } };
  found(await acceptRule(lead, { pilot, endpoint: "GET /lots/{id}", ...rule, version: 0, why: "scales differ" }));
  const state = async () => (await groups())[0]?.standing.state;
  assert.equal(await state(), "accepted");
  await record([heavier(12.6, Date.now() + 1_000)]);
  const correction = {
    pilot,
    method: "GET",
    template: "/lots/{lot}",
    makes: [],
    uses: [],
    why: "as it is called here",
  };
  found(await correctEndpoint(lead, correction));
  await record([heavier(12.6, Date.now() + 1_000)]);
  assert.equal(await state(), "accepted");
  assert.equal((await parity()).parity.differing, 0);
  // Eighty kilograms more are no scale's.
  await record([heavier(92.5, Date.now() + 1_000)]);
  assert.deepEqual([await state(), (await groups())[0]?.standing.reopened], ["open", 1]);
  assert.equal((await parity()).parity.differing, 3);
});
