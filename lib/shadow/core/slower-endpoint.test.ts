import assert from "node:assert/strict";
import test from "node:test";
import { isSlower } from "./slower-endpoint.ts";

const cases: [name: string, n: number, legacyP95: number, candidateP50: number, expected: boolean][] = [
  ["300 ms more", 50, 45, 305, true],
  ["as quick", 50, 45, 20, false],
  ["slower at its slowest only", 50, 45, 45, false],
  ["too few to say", 19, 45, 305, false],
];
for (const [name, n, p95, p50, expected] of cases)
  test(name, () => {
    const rest = { p95: 400, p99: 500 };
    assert.equal(isSlower({ n, legacyMs: { p50: 20, p95, p99: 80 }, candidateMs: { p50, ...rest } }), expected);
  });
