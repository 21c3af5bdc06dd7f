import assert from "node:assert/strict";
import test from "node:test";
import { type DifferenceName, faultKind, faultNames } from "#lib/practice/core/faults.ts";
import { differenceMs, differing } from "./differences.ts";
import type { Faults } from "./faults.ts";
import type { RouteName } from "./latency.ts";
import type { Reply } from "./warehouse.ts";

const lot = { id: 1, lot_code: "LOT-1", lot_type: "RAW", weight_kg: 99.5, temperature_c: null, created_at: "then" };
const first = { id: 1, lot_id: 1, gate_id: 3, decision: "HOLD", decided_at: "2026-11-24T23:30:00.000Z" };
const second = { ...first, id: 2, decision: "PASS" };
const routes = ["login", "lots", "qc-decisions", "traceability", "floor", "health", "metrics", "other"] as const;

const right: Record<RouteName, Reply> = {
  login: { status: 200, body: { access_token: "t", token_type: "bearer" } },
  lots: { status: 201, body: lot },
  "qc-decisions": { status: 201, body: first },
  traceability: { status: 200, body: { lot, decisions: [first, second], decision_count: 2 } },
  floor: { status: 200, body: { bags: [], total: 0 } },
  health: { status: 200, body: { status: "healthy", database: "connected", version: "2026.11" } },
  metrics: { status: 200, body: "plant_lots 1" },
  other: { status: 404, body: { detail: "there is nothing" } },
};
const trace = { lot, decisions: [first, second], decision_count: 2 };
const { temperature_c: _none, ...lotWithout } = lot;
const { decision, ...decisionWithout } = first;

/** The one endpoint that each touches, and what that answers then. */
const table: [DifferenceName, RouteName, Reply][] = [
  ["weightRounded", "lots", { status: 201, body: { ...lot, weight_kg: 100 } }],
  ["statusTwoHundred", "lots", { status: 200, body: lot }],
  ["nullMissing", "lots", { status: 201, body: lotWithout }],
  ["fieldRenamed", "qc-decisions", { status: 201, body: { ...decisionWithout, result: decision } }],
  ["timeZone", "qc-decisions", { status: 201, body: { ...first, decided_at: "2026-11-25T00:30:00.000" } }],
  ["numberAsText", "qc-decisions", { status: 201, body: { ...first, gate_id: "3" } }],
  ["nullAsZero", "traceability", { status: 200, body: { ...trace, lot: { ...lot, temperature_c: 0 } } }],
  ["fieldAdded", "traceability", { status: 200, body: { ...trace, lot: { ...lot, site_code: "P1" } } }],
  ["orderReversed", "traceability", { status: 200, body: { ...trace, decisions: [second, first] } }],
  ["wrongTotal", "traceability", { status: 200, body: { ...trace, decision_count: 1 } }],
  ["slowEndpoint", "traceability", { status: 200, body: trace }],
  ["letterCase", "login", { status: 200, body: { access_token: "t", token_type: "Bearer" } }],
];
const only = (name: DifferenceName): Faults => ({ [name]: {} });

for (const [name, route, answer] of table)
  test(`${name}: one field of ${route}, and nothing else`, () => {
    assert.deepEqual(differing(only(name), route, right[route]), answer);
    for (const other of routes)
      if (other !== route) assert.deepEqual(differing(only(name), other, right[other]), right[other], other);
  });

test("there are twelve, all in the table", () => {
  const all = faultNames.filter((name) => faultKind(name).group === "difference");
  assert.equal(all.length, 12);
  assert.deepEqual(all.sort(), table.map(([name]) => name).sort());
});

test("all together", () => {
  const all: Faults = Object.fromEntries(table.map(([name]) => [name, {}]));
  const site = { ...lot, temperature_c: 0, site_code: "P1" };
  assert.deepEqual(differing(all, "traceability", right.traceability), {
    status: 200,
    body: { lot: site, decisions: [second, first], decision_count: 1 },
  });
  assert.deepEqual(differing(all, "lots", right.lots), { status: 200, body: { ...lotWithout, weight_kg: 100 } });
});

test("a refusal, a lot with a temperature and one without decisions are answered alike", () => {
  const alike: [DifferenceName, RouteName, Reply][] = [
    ["statusTwoHundred", "lots", { status: 409, body: { detail: "exists" } }],
    ["weightRounded", "lots", { status: 422, body: { detail: "weight_kg" } }],
    ["nullMissing", "lots", { status: 201, body: { ...lot, temperature_c: 4 } }],
    ["nullAsZero", "traceability", { status: 200, body: { ...trace, lot: { ...lot, temperature_c: 4 } } }],
    ["wrongTotal", "traceability", { status: 200, body: { lot, decisions: [], decision_count: 0 } }],
  ];
  for (const [name, route, reply] of alike) assert.deepEqual(differing(only(name), route, reply), reply, name);
});

test("only the slow endpoint takes longer, and there only", () => {
  for (const [name, route] of table)
    assert.equal(differenceMs(only(name), route), name === "slowEndpoint" ? 300 : 0, name);
  assert.equal(differenceMs(only("slowEndpoint"), "lots"), 0);
});
