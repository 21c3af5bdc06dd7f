import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { acceptRule } from "./accept-rule.ts";
import { correctEndpoint } from "./correct-endpoint.ts";
import { markCritical } from "./mark-critical.ts";
import { readCoverage } from "./read-coverage.ts";
import { readGroup } from "./read-group.ts";
import { readRulePreview } from "./read-rule-preview.ts";
import { readRules } from "./read-rules.ts";
import { recompareStep } from "./recompare-pairs.ts";
import { aShadowPilot, found } from "./testing/a-shadow-pilot.ts";
import { aDiffering, anExchange } from "./testing/an-exchange.ts";
import { withdrawRule } from "./withdraw-rule.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const times = <T>(n: number, make: () => T) => Array.from({ length: n }, make);

test("a rule shows what it would swallow, settles whole groups, and applies from its acceptance on", async () => {
  const { pilot, record, parity, groups } = await aShadowPilot(ctx);
  await record([anExchange(), aDiffering("weight_kg", 12.6), aDiffering("weight_kg", 99), aDiffering("etag", 1)]);
  const tolerate = {
    endpoint: "*",
    path: "$.weight_kg",
    effect: { do: "tolerate" as const, absolute: 0.2, relative: 0 },
  };
  const part = found(await readRulePreview(ctx, { pilot, ...tolerate }));
  const [swallowed] = part.swallowed;
  assert.deepEqual(
    [swallowed?.rows.seen, swallowed?.rows.swallowed, swallowed?.pairs.swallowed, swallowed?.wholly],
    [2, 1, 1, false],
  );
  found(await acceptRule(ctx, { pilot, ...tolerate, why: "scales", version: 0 }));
  assert.deepEqual(
    (await groups()).map(({ standing }) => standing.state),
    ["open", "open"],
  );
  const ignore = { endpoint: "*", path: "$.etag", effect: { do: "ignore" as const } };
  const whole = found(await readRulePreview(ctx, { pilot, ...ignore }));
  assert.deepEqual([whole.swallowed[0]?.wholly, whole.now.accepted, whole.then.accepted], [true, 0, 1]);
  const stale = await acceptRule(ctx, { pilot, ...ignore, why: "noise", version: 0 });
  assert.ok(!stale.ok && stale.refusal === "rules-changed");
  const { rule } = found(await acceptRule(ctx, { pilot, ...ignore, why: "noise", version: 1 }));
  assert.equal((await parity()).parity.accepted, 1);
  await record([aDiffering("weight_kg", 12.6), aDiffering("etag", 2), aDiffering("weight_kg", 98)]);
  const after = await parity();
  assert.deepEqual([after.parity.alike, after.parity.differing, after.ignored, after.ruleVersion], [3, 3, 2, 2]);
  assert.deepEqual(found(await withdrawRule(ctx, { pilot, rule, why: "was wrong" })).reopened, [2]);
  assert.equal((await parity()).parity.accepted, 0);
  const rules = found(await readRules(ctx, { pilot }));
  assert.deepEqual(
    [rules.rules.length, rules.history.map(({ change }) => change)],
    [1, ["rule withdrawn", "rule accepted", "rule accepted"]],
  );
});

test("two rules at once: one of them was looked at under rules that hold no more", async () => {
  const { pilot, record } = await aShadowPilot(ctx);
  await record([aDiffering("etag", 1)]);
  const ignore = { endpoint: "*", path: "$.etag", effect: { do: "ignore" as const }, why: "noise", version: 0 };
  const both = await Promise.all([acceptRule(ctx, { pilot, ...ignore }), acceptRule(ctx, { pilot, ...ignore })]);
  assert.deepEqual(both.map((one) => (one.ok ? "" : one.refusal)).sort(), ["", "rules-changed"]);
});

test("no rule swallows a critical field", async () => {
  const { pilot } = await aShadowPilot(ctx);
  await markCritical(ctx, { pilot, critical: [{ endpoint: "*", path: "$.weight_kg" }], why: "quantities" });
  for (const path of ["$.weight_kg", "$.**", "$.*"]) {
    const refused = await acceptRule(ctx, {
      pilot,
      endpoint: "*",
      path,
      effect: { do: "ignore" },
      why: "no",
      version: 1,
    });
    assert.ok(!refused.ok && refused.refusal === "rule-touches-critical", path);
  }
});

test("kept pairs are compared anew after a change of the rules, step by step, once", async () => {
  const { pilot, record, parity } = await aShadowPilot(ctx);
  await record([aDiffering("etag", 1), aDiffering("weight_kg", 13)]);
  for (let i = 0; i < 50; i++) await record(times(3, () => aDiffering("etag", i)));
  const ignore = { endpoint: "*", path: "$.etag", effect: { do: "ignore" as const }, why: "noise", version: 0 };
  found(await acceptRule(ctx, { pilot, ...ignore }));
  const before = (await parity()).recompare;
  assert.deepEqual([before?.done, before?.ended], [0, false]);
  await Promise.all([recompareStep(ctx), recompareStep(ctx), recompareStep(ctx)]);
  const after = (await parity()).recompare;
  assert.deepEqual([after?.done, after?.ended], [before?.total, true]);
  assert.equal(after?.changed, (before?.total ?? 0) - 1);
  assert.deepEqual(
    [found(await readGroup(ctx, { pilot, group: 1 })).still, found(await readGroup(ctx, { pilot, group: 2 })).still],
    [0, 1],
  );
});

test("a person's template takes over the endpoints that it covers, with their counts", async () => {
  const { pilot, record } = await aShadowPilot(ctx);
  await record([anExchange({ target: "/areas/north" }), anExchange({ target: "/areas/south" })]);
  const corrected = { pilot, method: "GET", template: "/areas/{area}", makes: [], uses: [], why: "areas have names" };
  assert.deepEqual(found(await correctEndpoint(ctx, corrected)).covers, ["GET /areas/north", "GET /areas/south"]);
  await record([anExchange({ target: "/areas/west" })]);
  const { endpoints } = found(await readCoverage(ctx, { pilot }));
  assert.deepEqual(
    endpoints.map(({ endpoint, comparable }) => [endpoint, comparable]),
    [["GET /areas/{area}", 3]],
  );
  const broken = await correctEndpoint(ctx, { ...corrected, template: "/areas/{a" });
  assert.ok(!broken.ok && broken.refusal === "template-wrong");
});
