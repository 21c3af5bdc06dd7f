import assert from "node:assert/strict";
import test from "node:test";
import { reportCharts } from "./report-charts.ts";
import { type Picture, plotWidth, type Shape } from "./report-picture.ts";
import { ownFigures } from "./report-target.ts";
import { readStretches, targetPictures, unreadSpans } from "./report-target-charts.ts";
import type { FigurePoint, TargetFigure } from "./target-figures.ts";
import { aReportInputs, somePoints } from "./testing/a-report.ts";

const { run: short } = aReportInputs();
const run = { ...short, plannedSeconds: 120, summary: { ...short.summary, lastSecond: 119 } };
const left = 46;

function aFigure(points: readonly FigurePoint[], change: Partial<TargetFigure> = {}): TargetFigure {
  const values = points.flatMap(([, value]) => (value === null ? [] : [value]));
  const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ...{ label: "CPU", metric: "cpu_busy", way: "value", fold: "mean", unit: "percent", source: 0, points, mean },
    ...{ max: values.length === 0 ? null : Math.max(...values), readings: values.length, missed: 0 },
    ...change,
  };
}

function picture(figure: TargetFigure, everySeconds = 5): Picture {
  const [one, ...others] = targetPictures(run, { figures: [figure], everySeconds });
  assert.ok(one);
  assert.deepEqual(others, []);
  return one;
}

const linesIn = ({ shapes }: Picture) =>
  shapes.flatMap((shape) => (shape.kind === "line" && shape.ink === "target" ? [shape.at] : []));
const greyIn = ({ shapes }: Picture) =>
  shapes.flatMap((shape) => (shape.kind === "area" && shape.ink === "gap" ? [shape] : []));
const every5 = (from: number, to: number, value: number | null): FigurePoint[] =>
  Array.from({ length: (to - from) / 5 }, (_, at) => [from + at * 5, value] as const);

test("on the time axis of the other charts, with the figures of the table", () => {
  const figure = aFigure([...every5(0, 60, 0.25), ...every5(60, 120, 0.4321)]);
  const drawn = picture(figure);
  const [latency] = reportCharts(run, somePoints);
  const timesOf = (shapes: readonly Shape[] = []) =>
    shapes.flatMap((shape) => (shape.kind === "text" && /^\d\d:\d\d$/.test(shape.text) ? [[shape.x, shape.text]] : []));
  assert.ok(timesOf(drawn.shapes).length > 2);
  assert.deepEqual(timesOf(drawn.shapes), timesOf(latency?.shapes));
  const [own] = ownFigures({ figures: [figure] });
  assert.deepEqual([drawn.title, drawn.note], ["Target: CPU, %", `mean ${own?.mean.text}, highest ${own?.max.text}`]);
  assert.ok(
    drawn.shapes.some((shape) => shape.kind === "text" && shape.text === "43.2 %"),
    "the newest at its height",
  );
  assert.equal(linesIn(drawn).length, 1);
  assert.deepEqual(greyIn(drawn), []);
});

const stretches: [
  what: string,
  points: FigurePoint[],
  lines: [from: number, to: number][],
  grey: [number, number][],
][] = [
  ["never read", [], [], [[0, 120]]],
  ["never answered", every5(0, 120, null), [], [[0, 120]]],
  ["read throughout", every5(0, 120, 1), [[0, 115]], []],
  [
    "one that did not come",
    [...every5(0, 30, 1), [30, null], ...every5(35, 120, 1)],
    [
      [0, 25],
      [35, 115],
    ],
    [[30, 35]],
  ],
  [
    "a minute that was not asked",
    [...every5(0, 30, 1), ...every5(90, 120, 1)],
    [
      [0, 25],
      [90, 115],
    ],
    [[30, 90]],
  ],
  [
    "late, and gone before the end",
    every5(20, 60, 1),
    [[20, 55]],
    [
      [0, 20],
      [60, 120],
    ],
  ],
  ["a reading that came a second later", [[0, 1], [6, 1], [10, 1], ...every5(15, 120, 1)], [[0, 115]], []],
];

test("where nothing was read is a gap and grey, never zero and never joined", () => {
  for (const [what, points, lines, grey] of stretches) {
    const found = readStretches(points, 5);
    assert.deepEqual(
      found.map((stretch) => [stretch[0]?.[0], stretch.at(-1)?.[0]]),
      lines,
      what,
    );
    const spans = unreadSpans(found, { everySeconds: 5, until: 120 }).map(({ from, to }) => [from, to]);
    assert.deepEqual(spans, grey, what);
    const drawn = picture(aFigure(points));
    assert.equal(linesIn(drawn).length, lines.length, what);
    const second = plotWidth / 120;
    const seconds = greyIn(drawn).map(({ x, width }) => [
      Math.round((x - left) / second),
      Math.round((x + width - left) / second),
    ]);
    assert.deepEqual(seconds, grey, what);
  }
});

test("what was never read says so, and a long run's points say what they are", () => {
  assert.equal(picture(aFigure([])).note, "nothing was read of cpu_busy");
  assert.equal(picture(aFigure([[0, 0.5]]), 30).note, "mean 50 %, highest 50 %, drawn as means of 30 s");
});

test("units as on the page: bytes in round steps, a rate per second", () => {
  const bytes = picture(aFigure([[0, 3 * 1024 ** 2]], { label: "Memory", unit: "bytes" }));
  assert.deepEqual([bytes.title, bytes.note], ["Target: Memory, MiB", "mean 3 MiB, highest 3 MiB"]);
  const rate = picture(aFigure([[0, 12.5]], { label: "Queries", unit: "count", way: "rate" }));
  assert.deepEqual([rate.title, rate.note], ["Target: Queries, per s", "mean 12.5/s, highest 12.5/s"]);
});

test("many readings are thinned, none of the peaks is lost, and all lies within the picture", () => {
  const points = Array.from({ length: 720 }, (_, at): FigurePoint => [at * 5, at === 333 ? 0.9 : 0.1]);
  const long = { ...run, plannedSeconds: 3_600, summary: { ...run.summary, lastSecond: 3_599 } };
  const profile = { ...run.plan.profile, stages: [{ from: 1, to: 1, seconds: 3_600 }] } as typeof run.plan.profile;
  const figures = [aFigure([...points, [3_605, 0.2], [3_610, -7]])];
  const [drawn] = targetPictures({ ...long, plan: { ...run.plan, profile } }, { figures, everySeconds: 5 });
  assert.ok(drawn);
  const [line = [], ...others] = linesIn(drawn);
  assert.deepEqual(others, []);
  assert.ok(line.length <= 400 && line.length > 100, `${line.length}`);
  const heights = line.map(([, y]) => y);
  assert.ok(Math.min(...heights) < Math.max(...heights) - 40, "the one peak");
  for (const [x, y] of line) assert.ok(x >= left && x <= left + plotWidth && y >= 0 && y <= drawn.height, `${x},${y}`);
});

test("no chart where no second was driven", () => {
  const unstarted = { ...run, summary: { ...run.summary, lastSecond: null } };
  assert.deepEqual(targetPictures(unstarted, { figures: [aFigure([])], everySeconds: 5 }), []);
});
