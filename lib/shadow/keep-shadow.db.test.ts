import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { acceptRule } from "./accept-rule.ts";
import { forgetOld, shadowCare } from "./keep-shadow.ts";
import { aShadowPilot, found } from "./testing/a-shadow-pilot.ts";
import { aDiffering } from "./testing/an-exchange.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

test("small rows go after 14 days and ids after 30; counts, groups and pairs stay", async () => {
  const { ctx } = database;
  const { record, parity, groups } = await aShadowPilot(ctx);
  const one = aDiffering("weight_kg", 13);
  await record([one]);
  const left = async () => {
    const [row] = await database.connection.sql`
      select (select count(*)::int from shadow_differences) as d, (select count(*)::int from shadow_exchanges) as e,
        (select count(*)::int from shadow_pairs) as p`;
    return [row?.["d"], row?.["e"], row?.["p"]];
  };
  const inDays = (days: number) => ({ ...ctx, now: () => new Date(Date.now() + days * 86_400_000) });
  const cases: [days: number, gone: number, left: number[]][] = [
    [13, 0, [1, 1, 1]],
    [15, 1, [0, 1, 1]],
    [31, 1, [0, 0, 1]],
  ];
  for (const [days, gone, expected] of cases) {
    assert.equal(await forgetOld(inDays(days)), gone, `${days} days`);
    assert.deepEqual(await left(), expected, `${days} days`);
  }
  assert.deepEqual([(await parity()).parity.n, (await groups())[0]?.n], [1, 1]);
});

test("small rows are capped in number, the oldest go first", async () => {
  const { ctx, connection } = database;
  const { record } = await aShadowPilot(ctx);
  for (const value of [21, 22, 23, 24]) await record([aDiffering("weight_kg", value)]);
  const values = async () => {
    const rows = await connection.sql`select candidate from shadow_differences order by exchange`;
    return rows.map((row) => row["candidate"]);
  };
  await forgetOld(ctx, 4);
  assert.deepEqual(await values(), ["21", "22", "23", "24"]);
  assert.equal(await forgetOld(ctx, 3), 1);
  assert.equal((await values()).length, 3);
  assert.ok((await values()).includes("24"));
});

test("the keeper goes on with pairs that are to be compared anew", async (t) => {
  const { ctx } = database;
  const { pilot, record, parity } = await aShadowPilot(ctx);
  await record([aDiffering("etag", 1)]);
  found(
    await acceptRule(ctx, { pilot, endpoint: "*", path: "$.etag", effect: { do: "ignore" }, why: "noise", version: 0 }),
  );
  const care = shadowCare(ctx);
  t.after(() => care.stop());
  care.tick();
  await waitFor("the end", async () => (await parity()).recompare?.ended === true);
});
