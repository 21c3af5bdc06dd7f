import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { Exchange } from "./core/exchange.ts";
import { recordExchanges } from "./record-exchanges.ts";
import { trimPairs } from "./store-pairs.ts";
import { aShadowPilot } from "./testing/a-shadow-pilot.ts";
import { aDiffering, anAnswer, anExchange } from "./testing/an-exchange.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const source = { kind: "ingested" as const, name: "envoy" };
const hour = (text: string) => Date.parse(`2026-11-25T${text}:00Z`);

async function aPilot(): Promise<string> {
  return (await aShadowPilot(ctx)).pilotId;
}
const record = (pilotId: string, exchanges: readonly Exchange[]) =>
  recordExchanges(ctx, { pilotId, source, exchanges });

/** A pilot's rows of one table, without what changes from run to run. */
function outcomes(pilotId: string) {
  return database.connection.sql`
    select e.name, to_char(o.hour, 'HH24:MI') as hour, (select array_agg(g.number order by g.number)
      from shadow_groups g where g.id = any(o.groups)) as groups, o.n::int
    from shadow_outcome_hours o join shadow_endpoints e on e.id = o.endpoint_id
    where e.pilot_id = ${pilotId} order by 1, 2, 3 nulls first`.then((rows) => rows.map((row) => Object.values(row)));
}

function groups(pilotId: string) {
  return database.connection.sql`
    select number, path, kind, n::int, to_char(first_at, 'HH24:MI') as first, to_char(last_at, 'HH24:MI') as last
    from shadow_groups where pilot_id = ${pilotId} order by number`.then((rows) =>
    rows.map((row) => Object.values(row)),
  );
}

test("exchanges become counts by endpoint, hour and combination of groups", async () => {
  const pilotId = await aPilot();
  const both = anAnswer({ id: 17, weight_kg: 13, lot: "x" });
  const recorded = await record(pilotId, [
    anExchange({ at: hour("10:05") }),
    anExchange({ at: hour("10:50"), target: "/lots/18?full=1" }),
    anExchange({ at: hour("11:00") }),
    aDiffering("weight_kg", 13, { at: hour("10:10") }),
    anExchange({ at: hour("10:20"), candidate: both }),
    anExchange({ at: hour("10:20"), method: "POST", target: "/lots" }),
  ]);
  assert.deepEqual(recorded, {
    ...{ counted: 6, duplicates: 0, notCompared: 0, differing: 2, differences: 3, newGroups: [1, 2] },
  });
  assert.deepEqual(await outcomes(pilotId), [
    ["GET /lots/{id}", "10:00", null, 2],
    ["GET /lots/{id}", "10:00", [1], 1],
    ["GET /lots/{id}", "10:00", [1, 2], 1],
    ["GET /lots/{id}", "11:00", null, 1],
    ["POST /lots", "10:00", null, 1],
  ]);
  assert.deepEqual(await groups(pilotId), [
    [1, "$.weight_kg", "value", 2, "10:10", "10:20"],
    [2, "$.lot", "extra", 1, "10:20", "10:20"],
  ]);
});

test("the same id counts once: in one batch, in a later one, and in two at once", async () => {
  const pilotId = await aPilot();
  const one = aDiffering("weight_kg", 13);
  const many = Array.from({ length: 200 }, () => aDiffering("weight_kg", 14));
  assert.equal((await record(pilotId, [one, one])).duplicates, 1);
  assert.equal((await record(pilotId, [one])).counted, 0);
  const at = await Promise.all([record(pilotId, many), record(pilotId, many), record(pilotId, [...many].reverse())]);
  assert.equal(
    at.reduce((sum, { counted }) => sum + counted, 0),
    200,
  );
  assert.deepEqual(await outcomes(pilotId), [["GET /lots/{id}", "10:00", [1], 201]]);
  assert.deepEqual(
    (await groups(pilotId)).map((row) => row[3]),
    [201],
  );
});

test("another pilot's exchange of the same id is another exchange", async () => {
  const one = anExchange({ id: "the same" });
  for (const pilotId of [await aPilot(), await aPilot()]) assert.equal((await record(pilotId, [one])).counted, 1);
});

test("what cannot be compared is counted by why", async () => {
  const pilotId = await aPilot();
  const large = anAnswer("{}", { body: { bytes: null, length: 400_000 } });
  const cases: [why: string, changes: Partial<Exchange>][] = [
    ["dropped", { candidate: null, notCompared: "dropped" }],
    ["legacy-failed", { legacy: null }],
    ["no-answer", { candidate: null }],
    ["timed-out", { candidate: null, notCompared: "timed-out" }],
    ["too-large", { legacy: large }],
    ["unmapped-id", { notCompared: "unmapped-id" }],
  ];
  const recorded = await record(
    pilotId,
    cases.map(([, changes]) => anExchange(changes)),
  );
  assert.deepEqual([recorded.counted, recorded.notCompared], [6, 6]);
  const rows = await database.connection.sql`
    select reason, n::int from shadow_not_compared_hours n join shadow_endpoints e on e.id = n.endpoint_id
    where e.pilot_id = ${pilotId} order by 1`;
  assert.deepEqual(
    rows.map((row) => [row["reason"], row["n"]]),
    cases.map(([why]) => [why, 1]).sort(),
  );
  assert.deepEqual(await outcomes(pilotId), []);
});

test("both systems' latencies are merged hour by hour, errors apart", async () => {
  const pilotId = await aPilot();
  const broken = anAnswer("{}", { status: 503, latencyMs: 40 });
  await record(pilotId, [anExchange(), anExchange({ candidate: broken })]);
  await record(pilotId, [anExchange(), anExchange({ candidate: null })]);
  const [row] = await database.connection.sql`
    select l.n::int, legacy_errors::int as le, candidate_errors::int as ce, legacy_sum_ms as ls, candidate_sum_ms as cs,
      length(candidate) as bytes
    from shadow_latency_hours l join shadow_endpoints e on e.id = l.endpoint_id where e.pilot_id = ${pilotId}`;
  assert.deepEqual(Object.values(row ?? {}), [3, 0, 1, 15, 50, row?.["bytes"]]);
});

test("a group keeps its first pair and its newest, 200 at most, however many there are", async () => {
  const pilotId = await aPilot();
  const minute = (index: number) => hour("00:00") + index * 1_000;
  for (let batch = 0; batch < 45; batch++)
    await record(
      pilotId,
      Array.from({ length: 8 }, (_, index) => aDiffering("weight_kg", 13, { at: minute(batch * 8 + index) })),
    );
  const rows = await database.connection.sql`
    select l.first, extract(epoch from l.at) * 1000 as at from shadow_group_pairs l join shadow_groups g on g.id = l.group_id
    where g.pilot_id = ${pilotId} order by l.at`;
  assert.equal(rows.length, 200);
  assert.deepEqual([rows[0]?.["first"], Number(rows[0]?.["at"])], [true, minute(0)]);
  assert.equal(Number(rows.at(-1)?.["at"]), minute(45 * 8 - 1));
  const [kept] = await database.connection.sql`select count(*)::int as n from shadow_pairs where pilot_id = ${pilotId}`;
  assert.equal(kept?.["n"], 200);
});

test("systems may answer with anything", async () => {
  const pilotId = await aPilot();
  const odd = [
    aDiffering("nul", "a\u0000b"),
    aDiffering("a\u0000name", 1),
    anExchange({ candidate: anAnswer({ ["x".repeat(5_000)]: 1 }) }),
    anExchange({ candidate: anAnswer("not json \ud800") }),
    anExchange({ candidate: anAnswer('{"id":17,"weight_kg":12.5,"half \\ud800":"\\ud800\\u0000"}') }),
    anExchange({ candidate: anAnswer({ id: 17, weight_kg: "\u{1f69a}".repeat(150) }) }),
    anExchange({ candidate: anAnswer("", { body: { bytes: Uint8Array.of(0, 255, 254), length: 3 } }) }),
    anExchange({ target: "/%00/\ufffd?x" }),
  ];
  assert.equal((await record(pilotId, odd)).counted, odd.length);
});

test("a group's pairs are capped in bytes too: the newest that fit, and the first, however large", async () => {
  const pilotId = await aPilot();
  const minutes = [0, 1, 2, 3].map((minute) => hour(`10:0${minute}`));
  for (const at of minutes) await record(pilotId, [aDiffering("weight_kg", 13, { at })]);
  const kept = async () => {
    const rows = await database.connection.sql`
      select extract(epoch from at) * 1000 as at, bytes from shadow_pairs where pilot_id = ${pilotId} order by at`;
    return rows.map((row) => ({ at: Number(row["at"]), bytes: Number(row["bytes"]) }));
  };
  const [group] = await database.connection.sql`select id from shadow_groups where pilot_id = ${pilotId}`;
  const trim = (bytes: number) =>
    ctx.transaction((tx) => trimPairs(tx, [Number(group?.["id"])], { pairs: 200, bytes }));
  const each = Math.max(...(await kept()).map(({ bytes }) => bytes));
  const cases: [bytes: number, left: (number | undefined)[]][] = [
    [each * 4, minutes],
    [each * 3, [minutes[0], minutes[2], minutes[3]]],
    [1, [minutes[0]]],
  ];
  for (const [bytes, left] of cases) {
    await trim(bytes);
    assert.deepEqual(
      (await kept()).map(({ at }) => at),
      left,
    );
  }
});

test("more groups than a pilot may have go into one of their endpoint, and still differ", async () => {
  const pilotId = await aPilot();
  const most = { groups: 2, combinations: 100 };
  const at = { at: hour("10:00") };
  const fields = ["a", "b", "c", "d"].map((field) => aDiffering(field, 1, at));
  const bounded = (exchanges: readonly Exchange[]) => recordExchanges(ctx, { pilotId, source, exchanges, most });
  assert.equal((await bounded(fields)).differing, 4);
  assert.equal((await bounded([aDiffering("e", 1, at), aDiffering("a", 1, at)])).differing, 2);
  assert.deepEqual(
    (await groups(pilotId)).map((row) => [row[1], row[3]]),
    [
      ["$.a", 2],
      ["$.b", 1],
      ["(too many kinds)", 3],
    ],
  );
});

test("more combinations of groups than an hour may have count as the endpoint's one group", async () => {
  const pilotId = await aPilot();
  const most = { groups: 100, combinations: 1 };
  const both = (...names: string[]) =>
    anExchange({
      at: hour("10:00"),
      candidate: anAnswer({ id: 17, weight_kg: 12.5, ...Object.fromEntries(names.map((name) => [name, 1])) }),
    });
  for (const names of [["a", "b"], ["a"], ["b", "c"], ["c"]])
    await recordExchanges(ctx, { pilotId, source, exchanges: [both(...names)], most });
  assert.deepEqual(
    (await outcomes(pilotId)).map((row) => row[2]),
    [[1], [1, 2], [3], [4]],
  );
});
