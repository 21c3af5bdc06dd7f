import assert from "node:assert/strict";
import test from "node:test";
import type { ChartPoint } from "#lib/load/core/chart-point.ts";
import { barsPath, linePath, type Scales, spansPath } from "./plot-paths.ts";

const scales: Scales = { x: (second) => second * 2, y: (value) => 100 - value };
const nothing = {
  latencyMsP50: null,
  latencyMsP95: null,
  p99IsMax: false,
  windowSeconds: 1,
  n: 0,
  planned: 0,
  sent: 0,
};
const pointOf = (second: number, latencyMsP99: number | null): ChartPoint => ({
  ...nothing,
  ...{
    second,
    latencyMsP99,
    ended: 0,
    dropped: 0,
    failed: 0,
    failedByKind: {},
    users: 0,
    saturated: false,
    cpuCores: 0.2,
    stealRatio: 0,
  },
});

test("a line is interrupted before a gap and where there is no figure; a lonely figure is a dot", () => {
  const cases: [what: string, seconds: [number, number | null][], gaps: number[], path: string][] = [
    ["nothing", [], [], ""],
    ["one", [[3, 10]], [], "M6,90h0"],
    [
      "three",
      [
        [0, 10],
        [1, 20.123],
        [2, 0],
      ],
      [],
      "M0,90h0L2,79.88L4,100",
    ],
    [
      "a gap",
      [
        [0, 10],
        [5, 20],
        [6, 30],
      ],
      [5],
      "M0,90h0M10,80h0L12,70",
    ],
    [
      "thinned, without a gap",
      [
        [0, 10],
        [5, 20],
      ],
      [],
      "M0,90h0L10,80",
    ],
    [
      "no figure",
      [
        [0, null],
        [1, 10],
        [2, null],
        [3, 20],
      ],
      [],
      "M2,90h0M6,80h0",
    ],
  ];
  for (const [what, seconds, gaps, path] of cases) {
    const points = seconds.map(([second, value]) => pointOf(second, value));
    const line = { gaps: new Set(gaps), figureOf: (point: ChartPoint) => point.latencyMsP99 };
    assert.equal(linePath(points, line, scales), path, what);
  }
});

test("bars stand in the middle of their second and on one another; an empty one is not drawn", () => {
  const bars = [
    { second: 0, from: 0, to: 10 },
    { second: 1, from: 10, to: 15 },
    { second: 2, from: 5, to: 5 },
  ];
  assert.equal(barsPath(bars, 2, scales), "M0,100V90h2V100zM2,90V85h2V90z");
});

test("a stroke is as long as its span and at least a px", () => {
  const spans = [
    { from: 0, to: 10 },
    { from: 20, to: 20.1 },
  ];
  assert.equal(spansPath(spans, 40, scales), "M0,60H20M40,60H41");
});
