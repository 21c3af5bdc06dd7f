import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import {
  type Figure,
  figuresPath,
  highestIn,
  levelPath,
  momentPath,
  newestDot,
  ticksIn,
  timeWindowAt,
  wordHeights,
} from "./vitals-lines.ts";

const minute = 60_000;
const steps = { spanMs: 10 * minute, stepMs: minute };

const windows: [name: string, now: number, from: number, to: number][] = [
  ["just begun", 600_000, 60_000, 660_000],
  ["within the minute it stands still", 659_999, 60_000, 660_000],
  ["with the next it steps", 660_000, 120_000, 720_000],
];

test("the time axis steps and does not slide", () => {
  for (const [name, now, from, to] of windows) assert.deepEqual(timeWindowAt(now, steps), { from, to }, name);
});

test("the axis always has as many moments, from its beginning to its end", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2e12 }), (now) => {
      const window = timeWindowAt(now, steps);
      const ticks = ticksIn(window, 6);
      assert.equal(ticks.length, 6);
      assert.deepEqual([ticks[0], ticks[5]], [window.from, window.to]);
      assert.ok(now >= window.from && now < window.to);
    }),
  );
});

const field = { window: { from: 0, to: 10_000 }, max: 100, gapMs: 1_500 };
const of = (...pairs: [at: number, value: number | null][]): Figure[] => pairs.map(([at, value]) => ({ at, value }));

const lines: [name: string, figures: Figure[], path: string][] = [
  ["nothing", [], ""],
  ["one is a dot", of([1_000, 50]), "M100 500h0"],
  ["two are a line", of([1_000, 50], [2_000, 100]), "M100 500h0L200 0"],
  ["a missing second breaks it", of([1_000, 50], [3_000, 50]), "M100 500h0M300 500h0"],
  ["a second without a figure breaks it", of([1_000, 50], [2_000, null], [3_000, 50]), "M100 500h0M300 500h0"],
  ["what is older than the window is left out", of([-1_000, 50], [0, 0]), "M0 1000h0"],
  ["what lies beyond the window is left out", of([10_000, 0], [10_001, 0]), "M1000 1000h0"],
  ["higher than the field stays at its top", of([0, 400]), "M0 0h0"],
];

test("a line breaks at gaps and is never joined over them", () => {
  for (const [name, figures, path] of lines) assert.equal(figuresPath(figures, field), path, name);
});

test("600 seconds are one line; each missing one breaks it once more", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 598 }), { maxLength: 40 }), (missing) => {
      const figures = Array.from({ length: 600 }, (_, second) => ({ at: second * 1_000, value: 1 }));
      const left = figures.filter(({ at }) => !missing.includes(at / 1_000));
      const runs = left.filter(({ at }, index) => index === 0 || at - (left[index - 1]?.at ?? 0) > 1_000).length;
      const path = figuresPath(left, { window: { from: 0, to: 600_000 }, max: 2, gapMs: 1_500 });
      assert.equal(path.match(/M/g)?.length, runs);
    }),
  );
});

test("the newest figure has a dot, unless there is none now", () => {
  assert.equal(newestDot(of([1_000, 50]), field), "M100 500h0");
  assert.equal(newestDot(of([1_000, 50], [2_000, null]), field), "");
  assert.equal(newestDot([], field), "");
  assert.equal(newestDot(of([-5, 50]), field), "");
});

test("limits and moments outside are not drawn", () => {
  assert.equal(levelPath(50, 100), "M0 500H1000");
  assert.equal(levelPath(null, 100), "");
  assert.equal(momentPath(5_000, field.window), "M500 0V1000");
  assert.equal(momentPath(-1, field.window), "");
  assert.equal(momentPath(null, field.window), "");
});

test("the highest figure is looked for inside the window only", () => {
  assert.equal(highestIn(of([-1, 900], [1, 5], [2, null], [3, 7], [10_001, 900]), field.window), 7);
  assert.equal(highestIn(of([1, null]), field.window), null);
});

const words: [name: string, values: (number | null)[], heights: number[]][] = [
  ["beside their lines", [100, 50, 25], [0, 50, 75]],
  ["apart when they are near", [50, 50], [50, 70]],
  ["at the foot all fit above it", [0, 0, 0], [50, 70, 90]],
  ["one without a figure goes to the foot", [50, null], [50, 90]],
  ["four in a field", [90, 80, 79, 78], [10, 30, 50, 70]],
];

test("words do not lie on one another", () => {
  for (const [name, values, heights] of words) assert.deepEqual(wordHeights(values, 100, 20), heights, name);
});
