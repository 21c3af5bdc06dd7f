import assert from "node:assert/strict";
import test from "node:test";
import { type MirrorGaps, mirroredWrittenText, writtenSourceText } from "./say-written.ts";

const now = Date.UTC(2026, 0, 2, 10, 0, 0);
const gaps: MirrorGaps = {
  ...{ name: "tap", heardAt: now - 1_000, since: now - 60_000, unsaidWrites: 0, notObserved: 0, lost: 0 },
  isSpooling: false,
};
const seen = { count: 1_200, most: 100_000, startedAt: now - 30_000, now };

test("the list says how it is known, and each reason why something may be missing", () => {
  const whole = "1,200 entries written to the new system. The mirror tap saw them.";
  const cases: [part: Partial<MirrorGaps>, of: Partial<typeof seen>, says: string][] = [
    [{}, {}, whole],
    [{}, { count: 1 }, "1 entry written to the new system. The mirror tap saw them."],
    [{ since: null }, {}, `${whole} It is paused: what is written now is not seen.`],
    [
      { since: now - 10_000 },
      {},
      `${whole} It has watched without a break since 09:59:50 UTC only: what was written before may be missing.`,
    ],
    [{ heardAt: now - 11_000 }, {}, `${whole} It was last heard of at 09:59:49 UTC: what came after may be missing.`],
    [{ isSpooling: true }, {}, `${whole} Some of it is still on the mirror's disk, and is listed when it arrives.`],
    [{ unsaidWrites: 1 }, {}, `${whole} 1 write did not say which system took them.`],
    [{ lost: 3 }, {}, `${whole} 3 writes could not be recorded.`],
    [{ notObserved: 5 }, {}, `${whole} 5 connections could not be read by it.`],
    [{}, { most: 1_200 }, `${whole} There may be more than fit here.`],
  ];
  for (const [part, of, says] of cases)
    assert.equal(mirroredWrittenText({ ...gaps, ...part }, { ...seen, ...of }), says);
  assert.equal(writtenSourceText({ mirror: "tap" }), "seen by the mirror tap");
});
