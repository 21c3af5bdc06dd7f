import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { trendShape } from "./trend-shape.ts";

test("nothing measured, nothing drawn", () => {
  assert.equal(trendShape([], null, 500), null);
});

const shapes: [
  what: string,
  before: number[],
  own: number | null,
  limit: number | null,
  line: string,
  square: string,
  limitY: number | null,
][] = [
  ["the first run stands at the right edge", [], 50, 100, "92,14", "92,14 within", 4],
  ["two runs: from edge to edge", [100], 50, null, "4,4 92,14", "92,14 within", null],
  ["over the limit", [25], 100, 50, "4,19 92,4", "92,4 over", 14],
  ["at the limit is within it", [50], 100, 100, "4,14 92,4", "92,4 within", 4],
  ["one that goes on has no square yet", [100, 50], null, null, "4,4 48,14", "none", null],
  ["nothing but zeros", [0, 0], 0, null, "4,24 48,24 92,24", "92,24 within", null],
];

test("the newest at the right, the limit within the picture", () => {
  for (const [what, before, own, limit, line, square, limitY] of shapes) {
    const shape = trendShape(before, own, limit);
    assert.ok(shape !== null, what);
    const said =
      shape.square === null ? "none" : `${shape.square.x},${shape.square.y} ${shape.square.isOver ? "over" : "within"}`;
    assert.deepEqual([shape.line, said, shape.limitY], [line, square, limitY], what);
  }
});

test("every point lies within the picture", () => {
  const ms = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(ms, { maxLength: 11 }), ms, fc.option(ms), (before, own, limit) => {
      const shape = trendShape(before, own, limit);
      assert.ok(shape !== null);
      for (const point of shape.line.split(" ")) {
        const [x = -1, y = -1] = point.split(",").map(Number);
        assert.ok(x >= 0 && x <= shape.width && y >= 0 && y <= shape.height, point);
      }
    }),
  );
});
