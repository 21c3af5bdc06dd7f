import assert from "node:assert/strict";
import test from "node:test";
import {
  axisUnit,
  type FigurePoint,
  figureGaps,
  figureRows,
  figureText,
  keepFigures,
  notReadSince,
  pointSeconds,
  sayFailed,
  type TargetFigure,
  type TargetFigures,
  type TargetSource,
  targetSummary,
} from "./target-figures.ts";

const cpu: TargetFigure = {
  ...{ label: "CPU", metric: "a", way: "rate", fold: "sum", unit: "percent", source: 0 },
  ...{ points: [], mean: null, max: null, readings: 0, missed: 0 },
};
const source: TargetSource = { address: "http://a/metrics", asked: 60, failed: 0, why: null, readAt: null };

function page(points: FigurePoint[], changes: Partial<TargetFigures> = {}): TargetFigures {
  const rest = { sources: [source], next: points.at(-1)?.[0] ?? 0, more: false, until: "2026-11-30T10:00:00.000Z" };
  return { runId: "1", everySeconds: 5, figures: [{ ...cpu, points }], ...rest, ...changes };
}

test("an hour is drawn as read, a day as means", () => {
  const cases: [seconds: number, width: number][] = [
    [60, 5],
    [3_600, 5],
    [3_601, 10],
    [7_201, 30],
    [86_400, 120],
    [30 * 86_400, 1_800],
  ];
  for (const [seconds, width] of cases) assert.equal(pointSeconds(seconds), width, `${seconds} s`);
});

test("a gap is where a reading is missing, a late one is none", () => {
  const points: FigurePoint[] = [
    [0, 1],
    [5, 1],
    [11, 1],
    [22, 1],
    [27, null],
    [32, 1],
  ];
  assert.deepEqual([...figureGaps(points, 5)], [22]);
  assert.deepEqual([...figureGaps(points, 10)], []);
});

test("points of a further answer replace the newest and follow the others", () => {
  const known = page([
    [0, 1],
    [5, 2],
    [10, 3],
  ]);
  const kept = keepFigures(
    known,
    page([
      [10, 4],
      [15, null],
    ]),
    10,
  );
  assert.deepEqual(kept?.figures[0]?.points, [
    [0, 1],
    [5, 2],
    [10, 4],
    [15, null],
  ]);
  assert.deepEqual(keepFigures(null, page([[0, 1]]), 0)?.figures[0]?.points, [[0, 1]]);
  assert.deepEqual(keepFigures(known, page([[0, 9]]), 0)?.figures[0]?.points, [[0, 9]]);
});

test("answers that do not fit together are asked for anew", () => {
  const known = page([
    [0, 1],
    [10, 3],
  ]);
  assert.equal(keepFigures(known, page([[10, 4]], { everySeconds: 10 }), 10), null);
  assert.equal(keepFigures(known, page([[10, 4]], { figures: [] }), 10), null);
});

test("not read since: twice the time between readings", () => {
  const until = "2026-11-30T10:00:20.000Z";
  const cases: [readAt: string | null, since: string | null][] = [
    ["2026-11-30T10:00:20.000Z", null],
    ["2026-11-30T10:00:10.000Z", null],
    ["2026-11-30T10:00:09.000Z", "2026-11-30T10:00:09.000Z"],
    [null, null],
  ];
  for (const [readAt, since] of cases)
    assert.equal(notReadSince({ ...source, readAt }, until), since === null ? null : Date.parse(since));
});

test("figures in words", () => {
  const cases: [value: number, unit: TargetFigure["unit"], way: TargetFigure["way"], text: string][] = [
    [0.432, "percent", "busy", "43.2 %"],
    [1.5, "percent", "rate", "150 %"],
    [0, "percent", "rate", "0 %"],
    [38, "count", "value", "38"],
    [0.53, "count", "value", "0.53"],
    [12_345.6, "count", "value", "12,346"],
    [12.34, "count", "rate", "12.3/s"],
    [0, "bytes", "value", "0 B"],
    [1023, "bytes", "value", "1,023 B"],
    [432_013_312, "bytes", "value", "412 MiB"],
    [6_442_450_944, "bytes", "value", "6 GiB"],
    [2_621_440, "bytes", "rate", "2.5 MiB/s"],
    [-5, "count", "value", "-5"],
  ];
  for (const [value, unit, way, text] of cases) assert.equal(figureText(value, { unit, way }), text);
});

test("an axis counts in the unit of its highest figure", () => {
  assert.deepEqual(axisUnit({ unit: "bytes", way: "value" }, 3 * 1024 ** 2), { word: "MiB", times: 1 / 1024 ** 2 });
  assert.deepEqual(axisUnit({ unit: "bytes", way: "rate" }, 0), { word: "B/s", times: 1 });
  assert.deepEqual(axisUnit({ unit: "percent", way: "rate" }, 0.5), { word: "%", times: 100 });
  assert.deepEqual(axisUnit({ unit: "count", way: "rate" }, 9), { word: "per s", times: 1 });
});

test("a summary says mean and highest, and a dash where nothing was read", () => {
  const read = { ...cpu, mean: 0.25, max: 0.875, readings: 59, missed: 1 };
  assert.deepEqual(targetSummary({ figures: [read, { ...cpu, label: "Other", missed: 60 }] }), [
    { label: "CPU", mean: "25 %", max: "87.5 %", readings: 59, missed: 1 },
    { label: "Other", mean: "–", max: "–", readings: 0, missed: 60 },
  ]);
});

test("what failed is one sentence", () => {
  assert.equal(sayFailed(source), null);
  assert.equal(
    sayFailed({ ...source, failed: 3, why: "status 503" }),
    "3 of 60 readings of http://a/metrics did not come: status 503. Where nothing was read the line has a gap.",
  );
  assert.match(
    sayFailed({ ...source, failed: 60, why: null }) ?? "",
    /^None of 60 readings of http:\/\/a\/metrics came\./,
  );
});

test("a table has a row for each reading, the newest first", () => {
  const figure = (points: FigurePoint[]) => ({ ...cpu, points });
  const figures = [
    figure([
      [0, 1],
      [5, 2],
      [9, 3],
    ]),
    figure([
      [0, 7],
      [10, null],
    ]),
  ];
  assert.deepEqual(figureRows(figures, 5), [
    { at: "00:10", values: [3, null] },
    { at: "00:05", values: [2, undefined] },
    { at: "00:00", values: [1, 7] },
  ]);
});
