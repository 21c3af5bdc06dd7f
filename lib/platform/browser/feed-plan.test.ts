import assert from "node:assert/strict";
import test from "node:test";
import { type Place, type PlannedTab, planStreams } from "./feed-plan.ts";

const seen = (pilot: string, sinceMs: number): PlannedTab => ({ pilot, visible: true, sinceMs });
const hidden = (pilot: string, sinceMs: number): PlannedTab => ({ pilot, visible: false, sinceMs });

const cases: [name: string, tabs: PlannedTab[], places: Record<string, Place>][] = [
  ["no tab, no stream", [], {}],
  ["ten tabs of one pilot are one stream", Array.from({ length: 10 }, (_, n) => seen("a", n)), { a: "open" }],
  ["three pilots", [seen("a", 1), hidden("b", 2), hidden("c", 3)], { a: "open", b: "open", c: "open" }],
  [
    "of four, the one hidden longest gives way",
    [hidden("a", 5), hidden("b", 2), hidden("c", 7), seen("d", 9)],
    { a: "open", b: "paused", c: "open", d: "open" },
  ],
  [
    "one that is seen comes before any hidden one, however new",
    [hidden("a", 1), hidden("b", 2), seen("c", 3), seen("d", 4)],
    { a: "paused", b: "open", c: "open", d: "open" },
  ],
  [
    "all seen: the fourth opens none",
    [seen("a", 1), seen("b", 2), seen("c", 3), seen("d", 4)],
    { a: "open", b: "open", c: "open", d: "full" },
  ],
  [
    "one of them is hidden again: the fourth goes on, it gives way",
    [seen("a", 1), hidden("b", 5), seen("c", 3), seen("d", 4)],
    { a: "open", b: "paused", c: "open", d: "open" },
  ],
  [
    "a pilot is seen when one of its tabs is, since the first of them",
    [hidden("a", 1), seen("a", 2), seen("a", 9), seen("b", 3), seen("c", 4), seen("d", 5)],
    { a: "open", b: "open", c: "open", d: "full" },
  ],
  [
    "a hidden pilot counts from when its last tab was hidden",
    [hidden("a", 1), hidden("a", 9), hidden("b", 2), hidden("c", 3), hidden("d", 4)],
    { a: "open", b: "paused", c: "open", d: "open" },
  ],
];

test("which pilots have a stream", () => {
  for (const [name, tabs, places] of cases) {
    assert.deepEqual(Object.fromEntries(planStreams(tabs)), places, name);
    assert.deepEqual(Object.fromEntries(planStreams(tabs.toReversed())), places, `${name}, told in another order`);
  }
});
