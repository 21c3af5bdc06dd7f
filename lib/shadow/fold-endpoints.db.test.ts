import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { decodeHistogram } from "#lib/platform/core/histogram.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { Exchange } from "./core/exchange.ts";
import { correctEndpoint } from "./correct-endpoint.ts";
import { disposeGroup } from "./dispose-group.ts";
import { markCritical } from "./mark-critical.ts";
import { partPair } from "./part-pair.ts";
import { readCoverage } from "./read-coverage.ts";
import { readGroup } from "./read-group.ts";
import { readGroups } from "./read-groups.ts";
import { recheckGroup } from "./recheck-group.ts";
import { recordExchanges } from "./record-exchanges.ts";
import { setWindow } from "./set-window.ts";
import { aShadowPilot, found, type ShadowPlace, somebody } from "./testing/a-shadow-pilot.ts";
import { aDiffering, anAnswer, anExchange } from "./testing/an-exchange.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const at = (time: string) => Date.parse(`2026-11-25T${time}:00Z`);
const supplier = (n: number) => `/suppliers/${"abcdefgh"[n % 8]}${"klmnopqr"[Math.floor(n / 8)]}son/lots`;
const suppliers = (from: number, to: number, make: (target: string, n: number) => Exchange) =>
  Array.from({ length: to - from }, (_, n) => make(supplier(from + n), from + n));
const heavier = (target: string, n: number) =>
  aDiffering("weight_kg", 13, { target, at: at(n % 2 === 0 ? "10:05" : "11:05") });
const alike = (target: string) => anExchange({ target });

async function counted({ pilotId }: ShadowPlace) {
  const { sql } = database.connection;
  const outcomes = await sql`
    select e.name, (select array_agg(g.number order by g.number) from shadow_groups g where g.id = any(o.groups)) as groups,
      sum(o.n)::int as n
    from shadow_outcome_hours o join shadow_endpoints e on e.id = o.endpoint_id where e.pilot_id = ${pilotId}
    group by 1, 2 order by 1, 2 nulls first`;
  const groups = await sql`
    select g.number, e.name, g.n::int, to_char(g.first_at, 'HH24:MI') as first_at, to_char(g.last_at, 'HH24:MI') as last_at,
      (select sum(n)::int from shadow_group_hours h where h.group_id = g.id) as hours,
      (select count(*)::int from shadow_differences d where d.group_id = g.id) as rows,
      (select count(*)::int from shadow_group_pairs l where l.group_id = g.id) as pairs,
      (select count(*)::int from shadow_group_pairs l where l.group_id = g.id and l.first) as first
    from shadow_groups g join shadow_endpoints e on e.id = g.endpoint_id
    where g.pilot_id = ${pilotId} and g.folded_into is null order by 1`;
  return { outcomes: outcomes.map((row) => Object.values(row)), groups: groups.map((row) => ({ ...row })) };
}

const listed = async (place: ShadowPlace) =>
  (await place.groups()).map(({ number, endpoint, n, total }) => ({ number, endpoint, n, total }));

test("words that turn out to be values are one endpoint and one group, with all that was counted", async () => {
  const place = await aShadowPilot(ctx);
  await place.record(suppliers(0, 40, heavier));
  await place.record(suppliers(0, 20, alike));
  await place.record([anExchange({ target: supplier(3), candidate: null, notCompared: "timed-out" })]);
  const { parity, arrivals } = await place.parity();
  assert.equal((await place.groups()).length, 40);
  await place.record([heavier("/suppliers/zedson/lots", 41)]);
  const { outcomes, groups } = await counted(place);
  assert.deepEqual(outcomes, [
    ["GET /suppliers/{id}/lots", null, 20],
    ["GET /suppliers/{id}/lots", [1], 41],
  ]);
  const name = "GET /suppliers/{id}/lots";
  assert.deepEqual(groups, [
    {
      ...{ number: 1, name, n: 41, hours: 41, rows: 41, pairs: 41, first: 1 },
      ...{ first_at: "10:05", last_at: "11:05" },
    },
  ]);
  assert.deepEqual(await listed(place), [{ number: 1, endpoint: name, n: 41, total: 41 }]);
  const now = await place.parity();
  assert.deepEqual([now.parity.n, now.parity.alike], [parity.n + 1, parity.alike]);
  assert.equal(now.arrivals?.n, (arrivals?.n ?? 0) + 1);
  const { endpoints } = found(await readCoverage(ctx, { pilot: place.pilot }));
  assert.deepEqual(
    endpoints.map(({ endpoint, seen, comparable, latency }) => [endpoint, seen, comparable, latency?.n]),
    [[name, 62, 61, 61]],
  );
  // The number of a group that is another one now leads there.
  assert.equal(found(await readGroup(ctx, { pilot: place.pilot, group: 17 })).group.number, 1);
});

test("histograms and latencies of what was folded are kept whole", async () => {
  const place = await aShadowPilot(ctx);
  const timed = (target: string, n: number) =>
    anExchange({
      target,
      legacy: anAnswer({}, { latencyMs: n + 1 }),
      candidate: anAnswer({}, { latencyMs: 2 * n + 1 }),
    });
  await place.record(suppliers(0, 45, timed));
  const rows = await database.connection.sql`
    select l.legacy, l.n::int, l.legacy_sum_ms from shadow_latency_hours l join shadow_endpoints e on e.id = l.endpoint_id
    where e.pilot_id = ${place.pilotId}`;
  assert.deepEqual(
    rows.map((row) => [row["n"], row["legacy_sum_ms"], decodeHistogram(row["legacy"]).n]),
    [[45, (45 * 46) / 2, 45]],
  );
});

test("a batch that was named before is named again; however many at once, everything counts once", async () => {
  const place = await aShadowPilot(ctx);
  const batches = Array.from({ length: 12 }, (_, n) => suppliers(n * 4, n * 4 + 4, heavier));
  await Promise.all([...batches, ...batches].map((batch) => place.record(batch)));
  const { outcomes, groups } = await counted(place);
  assert.deepEqual(outcomes, [["GET /suppliers/{id}/lots", [Number(groups[0]?.["number"])], 48]]);
  assert.deepEqual([groups.length, groups[0]?.["n"], groups[0]?.["hours"], groups[0]?.["rows"]], [1, 48, 48, 48]);
});

test("another process finds out by what is stored", async () => {
  const place = await aShadowPilot(ctx);
  // A module of its own has a memory of its own, as another process has.
  const other: { recordExchanges: typeof recordExchanges } = await import(`./record-exchanges.ts?${"other"}`);
  assert.notEqual(other.recordExchanges, recordExchanges);
  const source = { kind: "mirrored" as const, name: "tap" };
  const record = (exchanges: Exchange[]) => other.recordExchanges(ctx, { pilotId: place.pilotId, source, exchanges });
  await record(suppliers(0, 3, heavier));
  await place.record(suppliers(3, 45, heavier));
  // It knows three of them as words, and this one not at all.
  await record([heavier(supplier(1), 1), heavier("/suppliers/zedson/lots", 0)]);
  const { outcomes, groups } = await counted(place);
  assert.deepEqual(outcomes, [["GET /suppliers/{id}/lots", [Number(groups[0]?.["number"])], 47]]);
  assert.equal(groups.length, 1);
  await Promise.all([record(suppliers(45, 55, heavier)), place.record(suppliers(50, 60, heavier))]);
  assert.equal((await counted(place)).groups[0]?.["n"], 67);
});

test("codes that were stored as words by an older version are folded with the first batch, a ruled one is not", async () => {
  const place = await aShadowPilot(ctx);
  for (const word of ["one", "two", "three"]) await place.record([heavier(`/traces/${word}`, 0)]);
  await database.connection.sql`
    update shadow_endpoints set name = name || '-a10e505f93470-c' where pilot_id = ${place.pilotId}`;
  const critical = [{ endpoint: "GET /traces/three-a10e505f93470-c", path: "$.weight_kg" }];
  found(await markCritical(await somebody(ctx), { pilot: place.pilot, critical, why: "a quantity" }));
  // Rules of a new version are read as a process reads them that was just started.
  await place.record([heavier("/traces/LOT-2024-0017", 0)]);
  assert.deepEqual(await listed(place), [
    { number: 3, endpoint: "GET /traces/three-a10e505f93470-c", n: 1, total: 1 },
    { number: 1, endpoint: "GET /traces/{id}", n: 3, total: 3 },
  ]);
  const events = await database.connection.sql`
    select after from events where pilot_id = ${place.pilotId} and verb = 'shadow-endpoint.folded'`;
  assert.equal(events.length, 1);
});

test("a word beside ids stays an endpoint of its own, whichever came first, also when the ids are declared", async () => {
  const place = await aShadowPilot(ctx);
  await place.record([aDiffering("weight_kg", 13, { target: "/lots/search" })]);
  await place.record([aDiffering("weight_kg", 13, { target: "/lots/17" })]);
  const names = async () => (await listed(place)).map(({ endpoint }) => endpoint).sort();
  assert.deepEqual(await names(), ["GET /lots/search", "GET /lots/{id}"]);
  const declared = { method: "GET", template: "/lots/{id}", makes: [], uses: [{ type: "lot", place: "{id}" }] };
  const asked = { pilot: place.pilot, ...declared, why: "as it is" };
  found(await correctEndpoint(await somebody(ctx), { ...asked, from: "traffic" }));
  await place.record([aDiffering("weight_kg", 13, { target: "/lots/search" })]);
  assert.deepEqual(await names(), ["GET /lots/search", "GET /lots/{id}"]);
  // A person who draws the same line takes the word in.
  assert.deepEqual(found(await correctEndpoint(await somebody(ctx), asked)).covers, ["GET /lots/search"]);
  assert.deepEqual(await names(), ["GET /lots/{id}"]);
});

test("corrected by a person: groups become one, with what was said, rules and critical fields", async () => {
  const place = await aShadowPilot(ctx);
  const lead = await somebody(ctx);
  const { pilot } = place;
  const both = (target: string) => anExchange({ target, candidate: anAnswer({ id: 17, weight_kg: 13, note: "x" }) });
  await place.record([both("/shelves/north"), both("/shelves/south"), both("/shelves/south")]);
  found(
    await markCritical(lead, { pilot, critical: [{ endpoint: "GET /shelves/north", path: "$.note" }], why: "text" }),
  );
  const accept = { pilot, disposition: "accept" as const, reason: "by intent" };
  for (const { number, path } of await place.groups())
    if (path === "$.weight_kg") found(await disposeGroup(lead, { ...accept, group: number }));
  const before = (await place.parity()).parity;
  const correction = {
    pilot,
    method: "GET",
    template: "/shelves/{shelf}",
    makes: [],
    uses: [],
    why: "names of shelves",
  };
  const { covers } = found(await correctEndpoint(lead, correction));
  assert.deepEqual(covers, ["GET /shelves/north", "GET /shelves/south"]);
  assert.deepEqual(
    (await place.groups()).map((one) => [one.endpoint, one.path, one.n, one.standing.state, one.isCritical]),
    [
      ["GET /shelves/{shelf}", "$.note", 3, "open", true],
      ["GET /shelves/{shelf}", "$.weight_kg", 3, "accepted", false],
    ],
  );
  assert.deepEqual((await place.parity()).parity, before);
  await place.record([both("/shelves/west")]);
  assert.deepEqual(
    (await place.groups()).map(({ n }) => n),
    [4, 4],
  );
});

test("said of one and not of the other: what was accepted is open again, a fix stays one, what is fixed comes back", async () => {
  const place = await aShadowPilot(ctx);
  const lead = await somebody(ctx);
  const { pilot } = place;
  const wrong = (target: string, changes: object) =>
    anExchange({ target, at: Date.now(), candidate: anAnswer({ id: 17, weight_kg: 12.5, ...changes }) });
  const all = { weight_kg: 13, note: "x", place: "y" };
  await place.record([wrong("/shelves/north", all), wrong("/shelves/south", { weight_kg: 13, note: "x" })]);
  const numberOf = async (endpoint: string, path: string) =>
    (await place.groups()).find((one) => one.endpoint === endpoint && one.path === path)?.number ?? 0;
  const say = async (path: string, disposition: "accept" | "fix") =>
    found(
      await disposeGroup(lead, {
        ...{ pilot, disposition, reason: "by intent" },
        group: await numberOf("GET /shelves/north", path),
      }),
    );
  await say("$.weight_kg", "accept");
  await say("$.note", "fix");
  await say("$.place", "fix");
  found(await setWindow(lead, { pilot, from: "now", to: null, version: "2", why: "deployed" }));
  await place.record([
    anExchange({ target: "/shelves/north", at: Date.now() }),
    wrong("/shelves/south", { place: "y" }),
  ]);
  const gone = found(await recheckGroup(lead, { pilot, group: await numberOf("GET /shelves/north", "$.place") }));
  assert.equal(gone.standing.state, "fixed");
  await place.record(
    [wrong("/shelves/south", { place: "y" }), wrong("/shelves/south", { place: "y" })].map((one) => ({
      ...one,
      at: Date.now() + 60_000,
    })),
  );
  const correction = {
    pilot,
    method: "GET",
    template: "/shelves/{shelf}",
    makes: [],
    uses: [],
    why: "names of shelves",
  };
  found(await correctEndpoint(lead, correction));
  // Of the weight nothing is in the window.
  const { groups: unseen } = found(await readGroups(ctx, { pilot, filter: "", state: "unseen" }));
  const standings = [...(await place.groups()), ...unseen].map(({ path, total, standing }) => [
    path,
    total,
    standing.state,
  ]);
  assert.deepEqual(standings.sort(), [
    ["$.note", 2, "fixing"],
    ["$.place", 4, "open"],
    ["$.weight_kg", 2, "open"],
  ]);
});

test("a pair that is parted after the fold is taken out where it is counted now", async () => {
  const place = await aShadowPilot(ctx);
  await place.record(suppliers(0, 45, heavier));
  const group = (await place.groups())[0]?.number ?? 0;
  const { pairs } = found(await readGroup(ctx, { pilot: place.pilot, group }));
  found(await partPair(await somebody(ctx), { pilot: place.pilot, pair: pairs[0]?.id ?? "", why: "not the same" }));
  const { parity } = await place.parity();
  assert.deepEqual([parity.n, parity.differing], [44, 44]);
  assert.equal((await place.groups())[0]?.n, 44);
});
