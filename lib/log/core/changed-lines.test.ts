import assert from "node:assert/strict";
import test from "node:test";
import { changedLines } from "./changed-lines.ts";

const cases: [name: string, before: unknown, after: unknown, lines: string[]][] = [
  ["nothing", null, null, []],
  ["something new", null, { title: "Stop" }, ["≠ title – Stop"]],
  ["one of two changed", { a: 1, b: "x" }, { a: 2, b: "x" }, ["≠ a 1 2", "= b x x"]],
  ["gone", { a: 1 }, {}, ["≠ a 1 –"]],
  ["inside", { shifts: [{ name: "A" }] }, { shifts: [{ name: "B" }] }, ["≠ shifts.1.name A B"]],
  ["a number is no text of it", { a: "1" }, { a: 1 }, ["= a 1 1"]],
  ["null is said", { a: null }, { a: "x" }, ["≠ a null x"]],
  ["an empty list", { a: ["x"] }, { a: [] }, ["≠ a – none", "≠ a.1 x –"]],
  ["a bare value", "x", "y", ["≠ value x y"]],
];

for (const [name, before, after, lines] of cases)
  test(name, () =>
    assert.deepEqual(
      changedLines(before, after).map(
        (line) => `${line.changed ? "≠" : "="} ${line.path} ${line.before ?? "–"} ${line.after ?? "–"}`,
      ),
      lines,
    ),
  );

test("a very long content is cut, and says by how much", () => {
  const lines = changedLines(null, Object.fromEntries(Array.from({ length: 450 }, (_, n) => [`k${n}`, n])));
  assert.equal(lines.length, 401);
  assert.equal(lines.at(-1)?.path, "50 more");
});
