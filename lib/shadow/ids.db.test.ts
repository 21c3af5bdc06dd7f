import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { acceptRule } from "./accept-rule.ts";
import type { Exchange } from "./core/exchange.ts";
import { correctEndpoint } from "./correct-endpoint.ts";
import { readRulePreview } from "./read-rule-preview.ts";
import { recompareStep } from "./recompare-pairs.ts";
import { addIds, deleteOldIds, findIds } from "./store-ids.ts";
import { aShadowPilot, found, type ShadowPlace } from "./testing/a-shadow-pilot.ts";
import { anAnswer, anExchange } from "./testing/an-exchange.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

/** Lots are made by POST /lots, which says their id at `$.id`; GET /lots/{id} names one at `$.id`. */
async function aPilotWithLots(): Promise<ShadowPlace> {
  const place = await aShadowPilot(ctx);
  const { pilot } = place;
  const making = { method: "POST", template: "/lots", makes: [{ type: "lot", path: "$.id" }], uses: [] };
  const uses = [
    { type: "lot", place: "{id}" },
    { type: "lot", place: "$.id" },
  ];
  const reading = { method: "GET", template: "/lots/{id}", makes: [], uses };
  found(await correctEndpoint(ctx, { pilot, ...making, why: "lots" }));
  found(await correctEndpoint(ctx, { pilot, ...reading, why: "lots" }));
  return place;
}

const pair = (legacy: unknown, candidate: unknown, changes: Partial<Exchange> = {}) =>
  anExchange({ legacy: anAnswer(legacy), candidate: anAnswer(candidate), ...changes });
const making = (legacy: number, candidate: number) =>
  pair({ id: legacy }, { id: candidate }, { method: "POST", target: "/lots" });
const reading = (legacy: number, candidate: number, kg = 5) =>
  pair({ id: legacy, url: `/lots/${legacy}`, kg: 5 }, { id: candidate, url: `/lots/${candidate}`, kg });

test("ids that an earlier batch taught are equal, others of theirs are not, and unknown ones are not comparable", async () => {
  const { record, pilotId } = await aPilotWithLots();
  const first = await record([reading(17, 912), making(17, 912), making(18, 913)]);
  assert.deepEqual([first.differing, first.notCompared], [0, 0], "a batch teaches all of itself");
  const cases: [why: string, exchange: Exchange, differing: number, notCompared: number][] = [
    ["mapped", reading(18, 913), 0, 0],
    ["mapped, but something else differs", reading(18, 913, 6), 1, 0],
    ["another lot's id", reading(18, 912), 1, 0],
    ["nobody knows the partner", reading(19, 914), 0, 1],
    ["no id on one side", pair({ id: 17 }, { id: null }), 1, 0],
    ["named alike on both sides", reading(20, 20), 0, 0],
    ["too long to name anything", pair({ id: "a".repeat(201) }, { id: "b".repeat(201) }), 1, 0],
  ];
  for (const [why, exchange, differing, notCompared] of cases) {
    const recorded = await record([exchange]);
    assert.deepEqual([recorded.differing, recorded.notCompared], [differing, notCompared], why);
  }
  const reasons = await database.connection.sql`
    select reason, n::int from shadow_not_compared_hours n join shadow_endpoints e on e.id = n.endpoint_id
    where e.pilot_id = ${pilotId}`;
  assert.deepEqual(
    reasons.map((row) => Object.values(row)),
    [["unmapped-id", 1]],
  );
});

test("another pilot's ids are other ids", async () => {
  const [one, other] = [await aPilotWithLots(), await aPilotWithLots()];
  await one.record([making(17, 912)]);
  assert.equal((await other.record([reading(17, 912)])).notCompared, 1);
});

test("kept pairs compared anew, and a rule's preview, go by the learnt ids too", async () => {
  const { pilot, record, pilotId } = await aPilotWithLots();
  await record([making(17, 912), reading(17, 912, 6)]);
  const rule = { endpoint: "*", path: "$.kg", effect: { do: "ignore" as const } };
  const { swallowed } = found(await readRulePreview(ctx, { pilot, ...rule }));
  assert.deepEqual(
    swallowed.map(({ pairs }) => [pairs.seen, pairs.swallowed]),
    [[1, 1]],
  );
  found(await acceptRule(ctx, { pilot, ...rule, why: "scales", version: 2 }));
  while ((await recompareStep(ctx)) > 0);
  const rows = await database.connection.sql`
    select differences::json->'differences' as differences from shadow_pairs
    where pilot_id = ${pilotId} and groups <> '{}'`;
  assert.deepEqual(
    rows.map((row) => row["differences"]),
    [[]],
  );
});

test("the last partner counts, and only the newest are kept", async () => {
  const { pilotId, record } = await aPilotWithLots();
  await record([making(1, 11)]);
  const id = (legacy: number, candidate: number) => ({ type: "lot", legacy: `${legacy}`, candidate: `${candidate}` });
  await ctx.transaction((tx) => addIds(tx, pilotId, [id(1, 11), id(2, 12), id(3, 13)]));
  await ctx.transaction((tx) => addIds(tx, pilotId, [id(1, 21)]));
  await deleteOldIds(ctx.db, 2);
  const kept = await findIds(ctx.db, pilotId, ["1", "2", "3"]);
  assert.deepEqual(
    kept.sort((a, b) => Number(a.legacy) - Number(b.legacy)),
    [id(1, 21), id(3, 13)],
  );
});
