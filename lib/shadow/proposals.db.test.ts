import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test, { after, before } from "node:test";
import { verbsAbout } from "#lib/load/testing/a-run.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { acceptProposals } from "./accept-proposals.ts";
import type { Exchange } from "./core/exchange.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { markCritical } from "./mark-critical.ts";
import { readProposals } from "./read-proposals.ts";
import { readRules } from "./read-rules.ts";
import { refuseProposal } from "./refuse-proposal.ts";
import { findRuleSet } from "./store.ts";
import { addIds } from "./store-ids.ts";
import { aShadowPilot, found } from "./testing/a-shadow-pilot.ts";
import { anAnswer, anExchange, bodyOf } from "./testing/an-exchange.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const start = Date.parse("2026-11-25T10:30:00Z");
const many = (n: number, make: (nth: number) => Exchange) => Array.from({ length: n }, (_, nth) => make(nth));
const proposalsOf = async (pilot: string) => found(await readProposals(ctx, { pilot }));

/** A trace that each system makes, a clock near now, and a weight that is simply wrong in one of three. */
function noisy(nth: number, twin = false): Exchange {
  const at = start + nth * 1_000;
  const answer = (laterMs: number, weight = 12.5) =>
    anAnswer({ id: 17, weight_kg: weight, trace: randomUUID(), served_at: new Date(at + laterMs).toISOString() });
  const candidate = answer(20 + ((nth * 7) % 40), nth % 3 === 0 ? 13 : 12.5);
  return anExchange({ at, legacy: answer(3), candidate, twin: twin ? answer(5 + (nth % 11)) : null });
}

/** Lots are made and then asked for; the new system counts from 900,001 on, and makes them in another order now and then. */
function lotsMade(n: number): Exchange[] {
  return many(n, (nth) => {
    const legacy = anAnswer({ id: nth + 1, code: `LOT-${nth}` }, { status: 201 });
    const candidate = anAnswer({ id: 900_001 + nth, code: `LOT-${nth}` }, { status: 201 });
    const requestBody = bodyOf(JSON.stringify({ code: `LOT-${nth}` }));
    return anExchange({ method: "POST", target: "/lots", requestBody, legacy, candidate });
  }).concat(
    many(n, (nth) =>
      anExchange({ target: `/lots/${nth + 1}`, candidate: anAnswer({ detail: "none" }, { status: 404 }) }),
    ),
    many(n, (nth) => {
      const requestBody = bodyOf(JSON.stringify({ lot_id: nth + 1, gate_id: (nth % 7) + 1 }));
      const candidate = anAnswer({ detail: "none" }, { status: 404 });
      return anExchange({ method: "POST", target: "/checks", requestBody, candidate });
    }),
  );
}

test("what differs by itself is proposed in plain words, and a wrong value is not", async () => {
  for (const twin of [false, true]) {
    const { pilot, record } = await aShadowPilot(ctx);
    // In small batches, so that enough pairs are kept whole for the twin to say something.
    for (let from = 0; from < 120; from += 6) await record(many(6, (nth) => noisy(from + nth, twin)));
    const { proposals } = await proposalsOf(pilot);
    const shown = proposals.map((one) => (one.kind === "noise" ? [one.path, one.effect.do, one.how] : [one.title]));
    const how = twin ? "twin" : "shape";
    assert.deepEqual(shown.sort(), [
      ["$.served_at", "time", how],
      ["$.trace", "ignore", how],
    ]);
    const clock = proposals.find(({ title }) => title.startsWith("served_at"));
    const words = twin ? "two legacy instances differ there as well" : "a clock near now";
    assert.equal(clock?.title, `served_at differs in all 120 exchanges: ${words}`);
  }
});

test("a set that both systems turn about is proposed to count in any order, and settles", async () => {
  const { pilot, record, groups } = await aShadowPilot(ctx);
  const zones = ["north", "south", "east", "west"];
  const turned = (by: number) => anAnswer({ zones: [...zones.slice(by % 4), ...zones.slice(0, by % 4)] });
  const turning = (nth: number) => anExchange({ legacy: turned(nth), candidate: turned(nth * 3 + 1) });
  await record(many(120, turning));
  const { proposals, version } = await proposalsOf(pilot);
  assert.deepEqual(
    proposals.map((one) => one.kind === "noise" && [one.path, one.effect.do, one.how, one.what]),
    [["$.zones", "any-order", "shape", "order"]],
  );
  found(await acceptProposals(ctx, { pilot, keys: proposals.map(({ key }) => key), version }));
  await record(many(30, (nth) => turning(nth + 200)));
  const [group] = await groups();
  assert.equal(group?.standing.state === "open", false);
});

test("several are accepted at once, settle their groups, and are gone from the list", async () => {
  const { pilot, record, groups } = await aShadowPilot(ctx);
  await record(many(120, noisy));
  const { proposals, version } = await proposalsOf(pilot);
  const keys = proposals.map(({ key }) => key);
  const accepted = found(await acceptProposals(ctx, { pilot, keys, version }));
  assert.deepEqual([accepted.accepted, accepted.version], [keys, version + 2]);
  assert.deepEqual((await proposalsOf(pilot)).proposals, []);
  await record(many(30, (nth) => noisy(200 + nth)));
  const open = (await groups()).filter(({ standing }) => standing.state === "open");
  assert.deepEqual(
    open.map(({ path, total }) => [path, total]),
    [["$.weight_kg", 50]],
  );
  const { rules } = found(await readRules(ctx, { pilot }));
  assert.ok(rules.every(({ why, ignored }) => why.startsWith("Proposed: ") && ignored === 30));
});

test("a refused proposal is remembered, and nothing old or foreign is accepted", async () => {
  const { pilot, record } = await aShadowPilot(ctx);
  await record(many(120, noisy));
  const { proposals, version } = await proposalsOf(pilot);
  const [first, second] = proposals;
  assert.ok(first !== undefined && second !== undefined);
  found(await refuseProposal(ctx, { pilot, key: first.key }));
  const after = await proposalsOf(pilot);
  assert.deepEqual([after.proposals.map(({ key }) => key), after.refused], [[second.key], 1]);
  assert.ok((await verbsAbout(ctx, first.key)).includes("shadow-proposal.refused"));
  await record(many(120, (nth) => noisy(300 + nth)));
  assert.equal((await proposalsOf(pilot)).refused, 1);
  const cases: [string, string, number, string][] = [
    ["refused before", first.key, version, "proposal-gone"],
    ["never proposed", "0".repeat(24), version, "proposal-gone"],
    ["under other rules", second.key, version + 1, "rules-changed"],
  ];
  for (const [name, key, under, expected] of cases) {
    const result = await acceptProposals(ctx, { pilot, keys: [key], version: under });
    assert.equal(result.ok ? "accepted" : result.refusal, expected, name);
  }
  const again = await refuseProposal(ctx, { pilot, key: first.key });
  assert.equal(again.ok ? "" : again.refusal, "proposal-gone");
});

test("a critical field is never proposed as noise", async () => {
  const { pilot, record } = await aShadowPilot(ctx);
  await record(many(120, noisy));
  found(await markCritical(ctx, { pilot, critical: [{ endpoint: "*", path: "$.trace" }], why: "it is a seal number" }));
  const { proposals } = await proposalsOf(pilot);
  assert.deepEqual(
    proposals.map((one) => (one.kind === "noise" ? one.path : "")),
    ["$.served_at"],
  );
});

test("where ids are made and used is proposed, and then the endpoint says so", async () => {
  const { pilot, record } = await aShadowPilot(ctx);
  await record(lotsMade(60));
  const { proposals, version } = await proposalsOf(pilot);
  const ids = proposals.flatMap((one) => (one.kind === "ids" ? [one] : []));
  assert.deepEqual(
    ids.map(({ endpoint, makes, uses }) => [endpoint, makes, uses]),
    [
      ["POST /lots", [{ type: "lot", path: "$.id" }], []],
      ["GET /lots/{id}", [], [{ type: "lot", place: "{id}" }]],
      ["POST /checks", [], [{ type: "lot", place: "$.lot_id" }]],
    ],
  );
  assert.deepEqual(
    proposals.filter(({ kind }) => kind === "noise"),
    [],
    "an id that is mapped is not ignored",
  );
  found(await acceptProposals(ctx, { pilot, keys: ids.map(({ key }) => key), version }));
  const { endpoints } = found(await readRules(ctx, { pilot }));
  assert.deepEqual(endpoints.find(({ name }) => name === "GET /lots/{id}")?.uses, [{ type: "lot", place: "{id}" }]);
  assert.deepEqual((await proposalsOf(pilot)).proposals, []);
});

test("codes that the client chose, and ids that are the same in both, need no map", async () => {
  const { pilot, record } = await aShadowPilot(ctx);
  const same = many(60, (nth) => {
    const legacy = anAnswer({ id: nth + 1, weight_kg: 1 }, { status: 201 });
    const candidate = anAnswer({ id: nth + 1, weight_kg: 2 }, { status: 201 });
    return anExchange({ method: "POST", target: "/lots", legacy, candidate });
  });
  const asked = many(60, (nth) =>
    anExchange({ target: `/lots/${nth + 1}`, candidate: anAnswer({ id: 17, weight_kg: 9 }) }),
  );
  await record([...same, ...asked]);
  assert.deepEqual((await proposalsOf(pilot)).proposals, []);
});

test("exchanges that one system refuses say nothing about a field", async () => {
  const { pilot, record } = await aShadowPilot(ctx);
  const check = (nth: number, candidate: ReturnType<typeof anAnswer>) =>
    anExchange({ method: "POST", target: "/checks", legacy: anAnswer({ id: nth + 1 }), candidate });
  await record([
    ...many(60, (nth) => check(nth, anAnswer({ id: nth + 901 }))),
    ...many(60, (nth) => check(nth + 100, anAnswer({ detail: "none" }, { status: 404 }))),
  ]);
  const { proposals } = await proposalsOf(pilot);
  assert.deepEqual(
    proposals.map((one) => (one.kind === "noise" ? [one.path, one.what, one.exchanges] : [])),
    [["$.id", "id", 60]],
  );
  assert.match(proposals[0]?.title ?? "", /^id differs in all 60 exchanges: /);
});

test("what a twin is asked about is compared by the learnt ids, as what was recorded", async () => {
  const { pilotId, record } = await aShadowPilot(ctx);
  const parents = (parent: number) => anAnswer({ kg: 5, parent_id: parent });
  for (let from = 1; from <= 60; from += 5)
    await record(
      many(5, (nth) => {
        const id = from + nth;
        return anExchange({ legacy: parents(id), twin: parents(id), candidate: parents(900_000 + id) });
      }),
    );
  await addIds(
    ctx.db,
    pilotId,
    Array.from({ length: 20 }, (_, nth) => ({
      type: "lot",
      legacy: String(nth + 1),
      candidate: String(900_001 + nth),
    })),
  );
  const { set } = await findRuleSet(ctx.db, pilotId);
  const { noise } = await gatherEvidence(ctx.db, { pilotId, set, now: ctx.now() });
  assert.deepEqual(
    noise.map(({ path, differing, compared, twin }) => [path, differing, compared, twin?.differing]),
    [["$.parent_id", 40, 60, 0]],
  );
});
