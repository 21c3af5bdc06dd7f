import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { planPilot } from "#lib/pilots/plan-pilot.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { SourceKind } from "./core/exchange.ts";
import { ingestExchanges } from "./ingest-exchanges.ts";
import { recordExchanges } from "./record-exchanges.ts";
import { aShadowPilot, found, type ShadowPlace } from "./testing/a-shadow-pilot.ts";
import { anExchange } from "./testing/an-exchange.ts";

/** From what is sent in to whether it is enough for a launch. */

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const hourMs = 3_600_000;
/** Two days ago, at the start of an hour. */
const start = Math.floor(Date.now() / hourMs) * hourMs - 49 * hourMs;
const answer = { status: 200, headers: { "content-type": "application/json" }, body: '{"id":17}', latencyMs: 5 };

type Lines = { from: number; hours: number; eachHour: number; target: string; candidate?: object };
let made = 0;

/** Pairs spread over so many hours, as whoever mirrors sends them. */
function lines({ from, hours, eachHour, target, candidate = answer }: Lines): string {
  return Array.from({ length: hours * eachHour }, (_, place) => {
    const at = new Date(start + (from + Math.floor(place / eachHour)) * hourMs + (place % eachHour) * 1_000);
    const line = { id: `gate-${++made}`, at: at.toISOString(), method: "GET", target, legacy: answer, candidate };
    return JSON.stringify(line);
  }).join("\n");
}

async function ingest({ pilot }: ShadowPlace, asked: Lines): Promise<void> {
  found(await ingestExchanges(ctx, { pilot, source: "envoy", text: lines(asked) }));
}

async function gateOf(place: ShadowPlace) {
  const { gate } = await place.parity();
  return { isGood: gate.isGood, missing: gate.missing };
}

test("ingested pairs of two days open the gate, and until then it says in a sentence what is missing", async () => {
  const place = await aShadowPilot(ctx);
  const parityScope = ["GET /lots/*", "GET /traceability"];
  assert.ok((await planPilot(ctx, { pilot: place.pilot, version: 1, parityScope })).ok);
  assert.match((await gateOf(place)).missing, /^no exchanges yet; no parity yet: nothing was compared; /);

  await ingest(place, { from: 0, hours: 34, eachHour: 20, target: "/lots/17" });
  const missing = "GET /traceability never seen; needs 14 h more of shift traffic";
  assert.deepEqual(await gateOf(place), { isGood: false, missing });

  await ingest(place, { from: 34, hours: 14, eachHour: 20, target: "/lots/18" });
  assert.deepEqual(await gateOf(place), { isGood: false, missing: "GET /traceability never seen" });
  await ingest(place, { from: 40, hours: 1, eachHour: 19, target: "/traceability" });
  const seldom = "GET /traceability (19 of 20) compared too seldom";
  assert.deepEqual(await gateOf(place), { isGood: false, missing: seldom });
  await ingest(place, { from: 41, hours: 1, eachHour: 1, target: "/traceability" });
  assert.deepEqual(await gateOf(place), { isGood: true, missing: "" });

  // Five of 985 are more than one in two hundred: at most four may differ.
  await ingest(place, {
    ...{ from: 42, hours: 1, eachHour: 5, target: "/lots/19" },
    candidate: { ...answer, body: '{"id":18}' },
  });
  const closed = await gateOf(place);
  assert.equal(closed.isGood, false);
  assert.match(closed.missing, /^95 % lower bound 98\.9\d %, limit 99\.50 %: 5 of 985 differ, at most 4 may$/);
});

test("the same traffic counts from every real source, and never when it is simulated", async () => {
  const cases: [kind: SourceKind, isGood: boolean][] = [
    ["mirrored", true],
    ["ingested", true],
    ["replayed", true],
    ["simulated", false],
  ];
  for (const [kind, isGood] of cases) {
    const place = await aShadowPilot(ctx);
    const exchanges = Array.from({ length: 48 * 15 }, (_, one) => anExchange({ at: start + one * (hourMs / 15) }));
    await recordExchanges(ctx, { pilotId: place.pilotId, source: { kind, name: "by-hand" }, exchanges });
    const gate = await gateOf(place);
    assert.equal(gate.isGood, isGood, kind);
    if (!isGood) assert.match(gate.missing, /^only simulated exchanges, which never count; no parity yet/);
  }
});

test("simulated traffic beside too little real traffic adds nothing to it", async () => {
  const place = await aShadowPilot(ctx);
  await ingest(place, { from: 0, hours: 10, eachHour: 100, target: "/lots/17" });
  const simulated = Array.from({ length: 48 * 15 }, (_, one) => anExchange({ at: start + one * (hourMs / 15) }));
  const source = { kind: "simulated" as const, name: "plant" };
  await recordExchanges(ctx, { pilotId: place.pilotId, source, exchanges: simulated });
  assert.deepEqual(await gateOf(place), { isGood: false, missing: "needs 38 h more of shift traffic" });
});
