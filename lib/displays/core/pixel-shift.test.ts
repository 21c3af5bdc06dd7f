import assert from "node:assert/strict";
import test from "node:test";
import { shiftAt } from "./pixel-shift.ts";

const minute = 60_000;

test("every place within 4 px is visited, and each minute moves the picture by 2 px in one direction", () => {
  const seen = new Set<string>();
  for (let at = 0; at < 48; at += 1) {
    const { x, y } = shiftAt(at * minute);
    const next = shiftAt((at + 1) * minute);
    assert.ok(Math.abs(x) <= 4 && Math.abs(y) <= 4, `${x} ${y}`);
    assert.equal(Math.abs(next.x - x) + Math.abs(next.y - y), 2, `minute ${at}`);
    seen.add(`${x} ${y}`);
  }
  assert.equal(seen.size, 25);
});

test("within a minute it stands still", () => {
  assert.deepEqual(shiftAt(7 * minute), shiftAt(8 * minute - 1));
});
