import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { emptyHistogram, recordUs, valueAtUs } from "#lib/platform/core/histogram.ts";
import { addFrame, emptyTotals, unfinishedOf } from "./fold.ts";
import type { Frame } from "./frame.ts";
import { aFrame, aPlan, aRun, type MadeUp, p99, times } from "./testing/measured.ts";

const plan = aPlan({ criteria: [p99, { ...p99, scope: { kind: "step", step: "traceability" } }] });
const names = ["log in", "register lot", "QC decision", "traceability"];

const request: fc.Arbitrary<MadeUp> = fc
  .record({
    latencyMs: fc.double({ min: 0, max: 2_000, noNaN: true }),
    step: fc.constantFrom(...names),
    error: fc.constantFrom("status 500", "body", "unfinished", null),
  })
  .map(({ error, ...rest }) => (error === null ? rest : { ...rest, error: error as "body" }));
const run = fc.array(fc.array(request, { maxLength: 20 }), { maxLength: 8 });

test("all counts are those of the single requests; set-up is a step of its own, in no total", () => {
  fc.assert(
    fc.property(run, (seconds) => {
      const totals = aRun(plan, seconds.length, (second) => seconds[second] ?? []);
      const all = seconds.flat();
      const mix = all.filter(({ step }) => step !== "log in");
      assert.equal(totals.all.n, mix.length);
      assert.equal(totals.all.failed, mix.filter(({ error }) => error !== undefined).length);
      assert.equal(totals.all.ok + totals.all.failed, totals.all.n);
      assert.equal(totals.ended, mix.filter(({ error }) => error !== "unfinished").length);
      assert.equal(unfinishedOf(totals), mix.length - totals.ended);
      assert.equal(totals.all.over[0], mix.filter(({ latencyMs }) => latencyMs > 500).length);
      const slow = all.filter(({ step, latencyMs }) => step === "traceability" && latencyMs > 500).length;
      assert.deepEqual([totals.all.over[1], totals.steps[3]?.over[1]], [slow, slow]);
      assert.equal(totals.all.latencyMaxMs, Math.max(0, ...mix.map(({ latencyMs }) => latencyMs)));
      for (const [index, name] of names.entries())
        assert.equal(totals.steps[index]?.n, all.filter(({ step }) => step === name).length);
    }),
    { numRuns: 200 },
  );
});

test("the whole mix is the sum of its steps", () => {
  fc.assert(
    fc.property(run, (seconds) => {
      const totals = aRun(plan, seconds.length, (second) => seconds[second] ?? []);
      const mix = totals.steps.slice(totals.firstOfMix);
      const sum = (of: (counts: (typeof mix)[number]) => number) => mix.reduce((all, counts) => all + of(counts), 0);
      assert.equal(
        totals.all.n,
        sum(({ n }) => n),
      );
      assert.equal(
        totals.all.bytesIn,
        sum(({ bytesIn }) => bytesIn),
      );
      const histogram = totals.all.latency.counts;
      assert.deepEqual(
        [...histogram],
        [...histogram.keys()].map((bucket) => sum(({ latency }) => latency.counts[bucket] ?? 0)),
      );
    }),
    { numRuns: 30 },
  );
});

const frame = (second: number, change: Partial<Frame> = {}) =>
  aFrame(plan, second, times(2, { latencyMs: 10 }), change);

test("seconds left out are counted as missing, those that came already are passed over", () => {
  const cases: [name: string, seconds: number[], folded: number, missing: number, last: number][] = [
    ["in order", [0, 1, 2], 3, 0, 2],
    ["a gap", [0, 3, 4], 3, 2, 4],
    ["a gap at the start", [2], 1, 2, 2],
    ["one twice", [0, 1, 1, 2], 3, 0, 2],
    ["one too late", [0, 2, 1], 2, 1, 2],
    ["none", [], 0, 0, -1],
  ];
  for (const [name, seconds, folded, missing, last] of cases) {
    const totals = emptyTotals(plan);
    for (const second of seconds) addFrame(totals, frame(second));
    assert.deepEqual(
      [totals.seconds, totals.missingSeconds, totals.lastSecond, totals.all.n],
      [folded, missing, last, 2 * folded],
      name,
    );
  }
});

test("counts add up, standings are the newest frame's", () => {
  const totals = emptyTotals(plan);
  addFrame(
    totals,
    frame(0, { planned: 5, dropped: 1, users: 3, inFlight: 4, waiting: 2, redrawn: 1, saturated: true }),
  );
  addFrame(totals, frame(1, { planned: 7, dropped: 2, users: 9, inFlight: 0, waiting: 1, retried: 2, late: 3 }));
  const { planned, dropped, users, inFlight, waiting, redrawn, retried, late, saturatedSeconds } = totals;
  assert.deepEqual(
    { planned, dropped, users, inFlight, waiting, redrawn, retried, late, saturatedSeconds },
    {
      planned: 12,
      dropped: 3,
      users: 9,
      inFlight: 0,
      waiting: 1,
      redrawn: 1,
      retried: 2,
      late: 3,
      saturatedSeconds: 1,
    },
  );
});

test("lateness is merged, and the frames stay as they were", () => {
  const lateness = emptyHistogram();
  recordUs(lateness, 700);
  const late = frame(0, { lateness });
  const before = structuredClone(late);
  const totals = addFrame(addFrame(emptyTotals(plan), late), frame(1, { lateness }));
  assert.equal(totals.lateness.n, 2);
  assert.ok(valueAtUs(totals.lateness, 1) > 690, "the latest of them");
  assert.deepEqual(late, before);
});
