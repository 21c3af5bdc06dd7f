import assert from "node:assert/strict";
import test from "node:test";
import { normalShare, studentQuantile } from "./student.ts";

const near = (a: number, b: number, by: number) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

test("Student's t as the tables have it", () => {
  const table: [p: number, degrees: number, t: number][] = [
    [0.05, 1, 12.706],
    [0.05, 3, 3.182],
    [0.05, 5, 2.571],
    [0.05, 29, 2.045],
    [0.01, 10, 3.169],
    [0.05, 1_000, 1.962],
  ];
  for (const [p, degrees, t] of table) near(studentQuantile(p, degrees), t, 0.0006);
});

test("the normal distribution as the tables have it", () => {
  const table: [z: number, share: number][] = [
    [0, 0.5],
    [1.96, 0.9750021],
    [-1.96, 0.0249979],
    [-2.5758293, 0.005],
    [4, 0.9999683],
  ];
  for (const [z, share] of table) near(normalShare(z), share, 2e-7);
});
