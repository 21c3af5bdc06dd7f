import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { type ChartPoint, pointFold, thinPoints } from "./chart-point.ts";
import { aFrame, aPlan, type MadeUp, times } from "./testing/measured.ts";

const plan = aPlan();

/** Seconds of so many requests at 100 ms, some at another latency, as points. */
function pointsOf(seconds: [second: number, requests: readonly MadeUp[]][]): ChartPoint[] {
  const fold = pointFold(plan.scenario.setup.length);
  return seconds.map(([second, requests]) => fold.push(aFrame(plan, second, requests)));
}

const ok = (count: number, latencyMs = 100) => times(count, { latencyMs });
const near = (value: number | null, expected: number) =>
  assert.ok(value !== null && Math.abs(value - expected) <= expected * 0.008, `${value} is not ${expected}`);

test("percentiles rest on the newest seconds that hold 459 samples", () => {
  const cases: [name: string, perSecond: number, seconds: number, windowSeconds: number, n: number, isMax: boolean][] =
    [
      ["one second is enough", 459, 3, 1, 459, false],
      ["one too few takes a second one", 458, 3, 2, 916, false],
      ["50 a second: ten seconds", 50, 30, 10, 500, false],
      ["at the start there are fewer", 50, 9, 9, 450, true],
      ["1 a second never has enough, and reaches back two minutes", 1, 200, 120, 120, true],
    ];
  for (const [name, perSecond, seconds, windowSeconds, n, isMax] of cases) {
    const points = pointsOf(Array.from({ length: seconds }, (_, second) => [second, ok(perSecond)]));
    const newest = points.at(-1);
    assert.deepEqual([newest?.windowSeconds, newest?.n, newest?.p99IsMax], [windowSeconds, n, isMax], name);
  }
});

test("with fewer than 459 samples p99 is their maximum, and says so", () => {
  const [few] = pointsOf([[0, [...ok(99), ...ok(1, 5_000)]]]);
  assert.equal(few?.p99IsMax, true);
  near(few?.latencyMsP99 ?? null, 5_000);
  near(few?.latencyMsP50 ?? null, 100);
  const [enough] = pointsOf([[0, [...ok(499), ...ok(1, 5_000)]]]);
  assert.equal(enough?.p99IsMax, false);
  near(enough?.latencyMsP99 ?? null, 100);
});

test("a slow second is forgotten once newer ones hold enough samples", () => {
  const points = pointsOf([
    [0, ok(459, 2_000)],
    [1, ok(230)],
    [2, ok(229)],
  ]);
  near(points[1]?.latencyMsP99 ?? null, 2_000);
  near(points[2]?.latencyMsP99 ?? null, 100);
});

test("a gap ends the window: nothing from before it is shown as new", () => {
  const points = pointsOf([
    [0, ok(459, 2_000)],
    [2, ok(10)],
  ]);
  assert.deepEqual([points[1]?.n, points[1]?.windowSeconds, points[1]?.p99IsMax], [10, 1, true]);
  near(points[1]?.latencyMsP99 ?? null, 100);
});

test("no request, no latency; set-up requests are not drawn", () => {
  const [empty, setUp] = pointsOf([
    [0, []],
    [1, times(500, { latencyMs: 1, step: "log in", error: "status 500" })],
  ]);
  for (const point of [empty, setUp])
    assert.deepEqual(
      [point?.latencyMsP50, point?.latencyMsP99, point?.n, point?.failed, point?.failedByKind],
      [null, null, 0, 0, {}],
    );
});

test("errors of a second are its own, by kind, of all steps", () => {
  const [, point] = pointsOf([
    [0, times(3, { latencyMs: 1, error: "body" })],
    [1, [...times(2, { latencyMs: 1, error: "body" }), { latencyMs: 1, step: "traceability", error: "status 503" }]],
  ]);
  assert.deepEqual([point?.failed, point?.failedByKind], [3, { body: 2, "status 503": 1 }]);
});

/** Points with one figure each; null is a second without one, and what is left out is a gap. */
function series(values: readonly (number | null | undefined)[]): ChartPoint[] {
  const [empty] = pointsOf([[0, []]]);
  return values.flatMap((latencyMsP99, second) =>
    empty === undefined || latencyMsP99 === undefined ? [] : [{ ...empty, second, latencyMsP99 }],
  );
}

const p99Of = ({ latencyMsP99 }: ChartPoint) => latencyMsP99;
const secondsOf = (points: readonly ChartPoint[]) => points.map(({ second }) => second);

test("a short series stays whole", () => {
  const points = series([1, 2, 3]);
  assert.deepEqual(thinPoints(points, p99Of, 3), points);
});

test("thinned: spikes and dips stay, and about as many points as asked for", () => {
  const values = Array.from({ length: 3_600 }, (_, second) => (second === 1_234 ? 900 : second === 2_345 ? 1 : 100));
  const thin = thinPoints(series(values), p99Of);
  assert.ok(thin.length <= 402, `${thin.length} points`);
  for (const second of [0, 1_234, 2_345, 3_599]) assert.ok(secondsOf(thin).includes(second), `second ${second}`);
});

test("thinned: both edges of a gap stay, wherever it lies", () => {
  for (let gap = 1; gap < 59; gap++) {
    const values = Array.from({ length: 60 }, (_, second) => (second === gap ? undefined : 100));
    const kept = secondsOf(thinPoints(series(values), p99Of, 10));
    assert.ok(kept.includes(gap - 1) && kept.includes(gap + 1), `gap at ${gap}: ${kept}`);
  }
});

test("thinned: seconds without a value are a gap too, and hide no dip", () => {
  const values = Array.from({ length: 60 }, (_, second) =>
    second >= 20 && second < 25 ? null : second === 27 ? 5 : 100,
  );
  const kept = secondsOf(thinPoints(series(values), p99Of, 10));
  for (const second of [19, 20, 24, 25, 27]) assert.ok(kept.includes(second), `second ${second} of ${kept}`);
});

test("thinned: highest and lowest of any series, in order, none twice, none invented", () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.constantFrom(null, undefined));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 300 }), fc.integer({ min: 2, max: 100 }), (values, most) => {
      const points = series(values);
      const kept = thinPoints(points, p99Of, most);
      const seconds = secondsOf(kept);
      assert.deepEqual(
        seconds,
        [...new Set(seconds)].sort((a, b) => a - b),
      );
      assert.ok(
        kept.every((point) => points.includes(point)),
        "a point that was not there",
      );
      const figures = (of: readonly ChartPoint[]) => of.flatMap(({ latencyMsP99 }) => latencyMsP99 ?? []);
      assert.equal(Math.max(...figures(kept)), Math.max(...figures(points)));
      assert.equal(Math.min(...figures(kept)), Math.min(...figures(points)));
    }),
  );
});
