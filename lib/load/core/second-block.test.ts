import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { emptyHistogram, type Histogram, recordUs } from "#lib/platform/core/histogram.ts";
import { aFrame } from "../testing/a-frame.ts";
import { ByteReader, ByteWriter } from "./byte-columns.ts";
import type { ErrorKind, Frame, StepFrame } from "./frame.ts";
import { blockSeconds, decodeBlock, encodeBlock } from "./second-block.ts";

const figure = fc.oneof(
  fc.integer({ min: -5, max: 2 ** 31 - 1 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 2 ** 53 - 1, 0.1 + 0.2, 5e-324, Number.MAX_VALUE),
);
const count = fc.nat(2 ** 31 - 1);
const histogram: fc.Arbitrary<Histogram> = fc
  .array(fc.tuple(fc.double({ min: 0, max: 2 ** 38, noNaN: true }), fc.integer({ min: 1, max: 50_000 })), {
    maxLength: 30,
  })
  .map((samples) => {
    const made = emptyHistogram();
    for (const [us, times] of samples) for (let i = 0; i < times % 5; i++) recordUs(made, us);
    return made;
  });
const kind = fc.constantFrom<ErrorKind>("status 503", "status 404", "body", "time-out whole", "unfinished");
const step: fc.Arbitrary<Omit<StepFrame, "step">> = fc.record({
  ok: count,
  failed: fc.dictionary(kind, count, { noNullPrototype: true }),
  bytesIn: fc.nat(Number.MAX_SAFE_INTEGER),
  bytesOut: figure,
  latency: histogram,
  service: histogram,
  latencySumMs: figure,
  latencyMaxMs: figure,
  over: fc.array(count, { maxLength: 4 }),
});
const frame: fc.Arbitrary<Omit<Frame, "second">> = fc.record({
  planned: count,
  sent: figure,
  dropped: count,
  ended: count,
  inFlight: figure,
  waiting: count,
  users: count,
  userMsPlanned: figure,
  userMsActive: figure,
  redrawn: count,
  retried: count,
  lateness: histogram,
  late: count,
  loopUtilisation: figure,
  loopDelayMsP99: figure,
  cpuCores: figure,
  stealRatio: figure,
  saturated: fc.boolean(),
  steps: fc
    .uniqueArray(fc.nat(40), { maxLength: 4 })
    .chain((numbers) => fc.tuple(...numbers.map((number) => step.map((rest) => ({ step: number, ...rest }))))),
});

test("whatever a second measured comes back from its block to the bit, in the same order", () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 6 }), fc.nat(86_000), (rest, from) => {
      const frames = rest.map((one, at): Frame => ({ second: from + at * 2, ...one }));
      const back = decodeBlock(encodeBlock(frames));
      assert.deepStrictEqual(back, frames);
      // Names in the same order too: what is written from them reads the same.
      const kinds = (of: readonly Frame[]) => of.flatMap(({ steps }) => steps.map(({ failed }) => Object.keys(failed)));
      assert.deepStrictEqual(kinds(back), kinds(frames));
    }),
    { numRuns: 150 },
  );
});

test("a full block, one with a hole, and an empty one", () => {
  const full = Array.from({ length: blockSeconds }, (_, second) =>
    aFrame(second, { failed: second % 7 === 0 ? 1 : 0, steps: [2, 0, 1] }),
  );
  for (const frames of [full, full.filter(({ second }) => second % 5 !== 0), []])
    assert.deepStrictEqual(decodeBlock(encodeBlock(frames)), frames);
});

test("bytes that no block makes are refused, wherever they are cut", () => {
  const bytes = encodeBlock([aFrame(0, { failed: 1, steps: [0, 1] }), aFrame(1)]);
  for (let length = 0; length < bytes.length; length++)
    assert.throws(() => decodeBlock(bytes.subarray(0, length)), Error, `cut at ${length}`);
  assert.throws(() => decodeBlock(Uint8Array.from([...bytes, 0])), /goes on after its end/);
  assert.throws(() => decodeBlock(Uint8Array.from([9, ...bytes.subarray(1)])), /layout 9, which is not known/);
  assert.throws(() => decodeBlock(Uint8Array.from([1, 0xff, 0xff, 0xff, 0xff, 0x0f])), /cut off/);
});

test("whole numbers: up to 2^53 − 1, and nothing else", () => {
  const values = [0, 1, 127, 128, 16_383, 16_384, 2 ** 32, Number.MAX_SAFE_INTEGER];
  const to = new ByteWriter();
  to.wholes(values);
  assert.deepEqual(new ByteReader(to.done()).wholes(), values);
  for (const value of [-1, 0.5, 2 ** 53, Number.NaN]) assert.throws(() => new ByteWriter().whole(value), RangeError);
});
