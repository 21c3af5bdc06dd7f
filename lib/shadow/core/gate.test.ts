import assert from "node:assert/strict";
import test from "node:test";
import { coverageOf, type EndpointCount } from "./coverage.ts";
import { defaultLimits, type GateSeen, judgeGate } from "./gate.ts";
import { type Effect, parityOf } from "./parity.ts";

/** Group 1 counts, group 2 is accepted. */
const effectOf = (group: number): Effect => (group === 2 ? "accepted" : "counts");
const parity = (...outcomes: [groups: number[], n: number][]) =>
  parityOf(
    outcomes.map(([groups, n]) => ({ groups, n })),
    effectOf,
  );

const counts: EndpointCount[] = [
  { endpoint: "GET /lots/{id}", comparable: 90, leftOut: 5, notCompared: { dropped: 5, "timed-out": 1 } },
];

const good: GateSeen = {
  parity: parity([[], 2000], [[1], 1], [[2], 100]),
  coverage: coverageOf(counts.slice(0, 1), { scope: [], timesEach: 20 }),
  duration: { hours: 48, restarted: [{ endpoint: "GET /a", hours: 48 }], neverSeen: [] },
  exchanges: { mirrored: 2101 },
};
const limits = { ...defaultLimits, lostShare: 0.06 };

test("gate: open when all is there", () => {
  const gate = judgeGate(good, limits);
  assert.equal(gate.missing, "");
  assert.equal(gate.isGood, true);
});

const shut: [name: string, change: Partial<GateSeen>, says: string][] = [
  ["nothing compared", { parity: parity() }, "no parity yet: nothing was compared"],
  [
    "too few",
    { parity: parity([[], 500]) },
    "95 % lower bound 99.40 %, limit 99.50 %: needs 98 more without a difference",
  ],
  [
    "too many differ",
    { parity: parity([[], 970], [[1], 30]) },
    "95 % lower bound 95.95 %, limit 99.50 %: 30 of 1,000 differ, at most 5 may",
  ],
  [
    "never called",
    { coverage: coverageOf(counts.slice(0, 1), { scope: ["GET /lots/{id}", "GET /traceability"], timesEach: 20 }) },
    "GET /traceability never seen",
  ],
  [
    "too seldom",
    { coverage: coverageOf(counts.slice(0, 1), { scope: [], timesEach: 100 }) },
    "GET /lots/{id} (90 of 100) compared too seldom",
  ],
  ["lost", { coverage: { ...good.coverage, lostShare: 0.0601 } }, "6.01 % could not be compared, limit 6.00 %"],
  [
    "too short",
    { duration: { hours: 34, restarted: [], neverSeen: [4] } },
    "needs 14 h more of shift traffic; hours of the shift never seen: 04:00",
  ],
  [
    "a re-check begins anew for its endpoint",
    { duration: { hours: 50, restarted: [{ endpoint: "GET /a", hours: 40 }], neverSeen: [] } },
    "GET /a needs 8 h more since its re-check",
  ],
  ["simulated only", { exchanges: { simulated: 5000 } }, "only simulated exchanges, which never count"],
  ["nothing at all", { exchanges: {} }, "no exchanges yet"],
];
for (const [name, change, says] of shut)
  test(`gate: shut, ${name}`, () => {
    const gate = judgeGate({ ...good, ...change }, limits);
    assert.equal(gate.isGood, false);
    assert.equal(gate.missing, says);
  });

test("gate: simulated beside real ones are left aside", () => {
  const gate = judgeGate({ ...good, exchanges: { mirrored: 1, simulated: 1200 } }, limits);
  assert.equal(
    gate.conditions.find((one) => one.name === "source")?.says,
    "real exchanges: mirrored; 1,200 simulated are left aside",
  );
});
