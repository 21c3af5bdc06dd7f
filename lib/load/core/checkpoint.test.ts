import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { pointFold } from "./chart-point.ts";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import { addFrame, emptyTotals } from "./fold.ts";
import { aFrame, aPlan, type MadeUp } from "./testing/measured.ts";

const plan = aPlan();
const request: fc.Arbitrary<MadeUp> = fc.record({
  latencyMs: fc.double({ min: 0, max: 90_000, noNaN: true }),
  step: fc.constantFrom("log in", "register lot", "QC decision", "traceability"),
});
const run = fc.array(fc.array(request, { maxLength: 12 }), { minLength: 2, maxLength: 12 });

test("who goes on from a checkpoint comes to the same totals and points, to the digit", () => {
  fc.assert(
    fc.property(run, fc.nat(10), (requests, at) => {
      const frames = requests.map((of, second) => aFrame(plan, second, of));
      const whole = { totals: emptyTotals(plan), fold: pointFold(1) };
      const points = frames.map((frame) => {
        addFrame(whole.totals, frame);
        return whole.fold.push(frame);
      });
      const begun = { totals: emptyTotals(plan), fold: pointFold(1) };
      const cut = 1 + (at % (frames.length - 1));
      for (const frame of frames.slice(0, cut)) {
        addFrame(begun.totals, frame);
        begun.fold.push(frame);
      }
      const point = points[cut - 1];
      assert.ok(point);
      const since = { p99: 3, errors: 0 };
      const kept: Checkpoint = { totals: begun.totals, since, point, window: begun.fold.window() };
      const back = readCheckpoint(writeCheckpoint(kept));
      assert.deepStrictEqual(back, kept);
      const fold = pointFold(1, back.window);
      for (const [later, frame] of frames.slice(cut).entries()) {
        addFrame(back.totals, frame);
        assert.deepStrictEqual(fold.push(frame), points[cut + later]);
      }
      assert.deepStrictEqual(back.totals, whole.totals);
    }),
    { numRuns: 60 },
  );
});
