import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { WaitingLine } from "./waiting-line.ts";

test("an empty line has nobody to take", () => {
  const line = new WaitingLine();
  assert.deepEqual([line.length, line.oldest, line.takeOldest(), line.clear()], [0, undefined, undefined, 0]);
});

type Move = { push: number } | { take: number } | "clear";

/** Makes the same move with the line and with a plain list, and compares what each says. */
function moveBoth(line: WaitingLine, list: number[], move: Move): void {
  if (move === "clear") assert.equal(line.clear(), list.splice(0).length);
  else if ("push" in move)
    for (let nth = 0; nth < move.push; nth++) {
      line.push(nth);
      list.push(nth);
    }
  else for (let nth = 0; nth < move.take; nth++) assert.equal(line.takeOldest(), list.shift());
  assert.deepEqual([line.length, line.oldest], [list.length, list[0]]);
}

test("does what a plain list does, also where it gives back memory", () => {
  const many = fc.integer({ min: 1, max: 900 });
  const move = fc.oneof(
    { weight: 6, arbitrary: fc.record({ push: many }) },
    { weight: 6, arbitrary: fc.record({ take: many }) },
    { weight: 1, arbitrary: fc.constant("clear" as const) },
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      const line = new WaitingLine();
      const list: number[] = [];
      for (const one of moves) moveBoth(line, list, one);
    }),
    { numRuns: 60 },
  );
});
