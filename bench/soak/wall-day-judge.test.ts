import assert from "node:assert/strict";
import test from "node:test";
import { judgeWall } from "./wall-day-judge.ts";
import type { WallReading } from "./wall-day-page.ts";

const elements = { "poll ": [115], "vitals Latency": [103], "rollback ARMED": [136], "next On duty": [75] };

/** Ten readings, the first of which is the warm-up's. */
const readings = (change: (at: number) => Partial<WallReading> = () => ({})): WallReading[] =>
  Array.from({ length: 10 }, (_, at) => ({
    ...{ second: (at + 1) * 3_600, heapBytes: 4_000_000, nodes: 200 + (at % 3) * 40, listeners: 180 + (at % 2) * 60 },
    ...{ busyMsPerSecond: 12 },
    ...change(at),
  }));

type Seen = Parameters<typeof judgeWall>[0];
const cases: [name: string, seen: Partial<Seen>, wrong: RegExp | null][] = [
  ["flat, whichever board was shown when it was read", {}, null],
  [
    "scripts are compiled in the warm-up",
    { readings: readings((at) => (at === 0 ? { heapBytes: 2_000_000 } : {})) },
    null,
  ],
  ["a tenth more", { readings: readings((at) => (at > 6 ? { heapBytes: 4_399_000 } : {})) }, null],
  ["more than that", { readings: readings((at) => (at > 6 ? { heapBytes: 4_500_000 } : {})) }, /heap grew by 12.5 %/],
  ["nodes that nobody lets go", { readings: readings((at) => ({ nodes: 200 + at * 40 })) }, /more and more nodes/],
  ["listeners likewise", { readings: readings((at) => ({ listeners: 180 + at * 30 })) }, /more and more listeners/],
  ["the same board with other elements", { elements: { ...elements, "poll ": [115, 116] } }, /"poll " had 115, 116/],
  ["a board was never seen", { elements: { "poll ": [115] } }, /Not all boards/],
  ["something on the console", { errors: ["Not found"] }, /On the console: Not found/],
  ["hardly anything was read", { readings: readings().slice(0, 2) }, /too few readings/],
];

test("a wall is flat, or it is said what grows", () => {
  for (const [name, seen, wrong] of cases) {
    const said = judgeWall({ readings: readings(), elements, errors: [], warmUpShare: 1 / 6, ...seen });
    if (wrong === null) assert.deepEqual(said, [], name);
    else assert.match(said.join(" "), wrong, name);
  }
});
