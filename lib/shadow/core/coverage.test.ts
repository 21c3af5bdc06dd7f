import assert from "node:assert/strict";
import test from "node:test";
import { type CoverageAsked, coverageOf, durationOf, type EndpointCount } from "./coverage.ts";

const counts: EndpointCount[] = [
  { endpoint: "GET /lots/{id}", comparable: 90, leftOut: 5, notCompared: { dropped: 5, "timed-out": 1 } },
  { endpoint: "POST /lots", comparable: 3, leftOut: 0, notCompared: { "not-mirrored": 500 } },
  { endpoint: "GET /health", comparable: 1000, leftOut: 0, notCompared: { dropped: 1000 } },
];
const asked: CoverageAsked = { scope: ["POST /lots", "GET /lots/{id}", "GET /traceability"], timesEach: 20 };

test("coverage: each endpoint of the scope, never called ones too; others behind", () => {
  const found = coverageOf(counts, asked);
  assert.deepEqual(
    found.endpoints.map((one) => [one.endpoint, one.isInScope, one.seen, one.comparable, one.isCovered]),
    [
      ["POST /lots", true, 503, 3, false],
      ["GET /lots/{id}", true, 101, 90, true],
      ["GET /traceability", true, 0, 0, false],
      ["GET /health", false, 2000, 1000, true],
    ],
  );
  assert.deepEqual([found.inScope, found.covered], [3, 1]);
  assert.ok(Math.abs((found.lostShare ?? 0) - 6 / 104) < 1e-12);
});

test("coverage: without a scope all that was seen; nothing seen is not covered", () => {
  assert.equal(coverageOf(counts, { scope: [], timesEach: 1 }).inScope, 3);
  assert.deepEqual(coverageOf([], { scope: ["GET /a"], timesEach: 0 }), {
    ...coverageOf([], { scope: ["GET /a"], timesEach: 1 }),
    covered: 0,
    lostShare: null,
  });
});

const hour = 3_600_000;
const hourOfDay = (ms: number) => Math.floor(ms / hour) % 24;

test("duration: hours in which something came, parts of an hour once, hours outside the shift not", () => {
  const seenAt = [0, 6, 6.5, 7, 8, 30, 31].map((one) => one * hour);
  const found = durationOf({ seenAt, restarts: new Map([["GET /a", 8 * hour]]), hourOfDay, shift: [6, 7, 8, 9] });
  assert.deepEqual(found, { hours: 5, restarted: [{ endpoint: "GET /a", hours: 3 }], neverSeen: [9] });
});
