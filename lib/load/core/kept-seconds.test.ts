import assert from "node:assert/strict";
import test from "node:test";
import type { ChartPoint } from "./chart-point.ts";
import { drawnPoints, drawnWidth, type KeptSeconds, keepSeconds, mostPoints, noSeconds } from "./kept-seconds.ts";
import { seededRandom } from "./random.ts";

const p99 = ({ latencyMsP99 }: ChartPoint) => latencyMsP99;
const pointOf = (second: number, figures: Partial<ChartPoint> = {}): ChartPoint => ({
  ...{ second, latencyMsP50: 10, latencyMsP95: 20, latencyMsP99: 30, p99IsMax: false, windowSeconds: 1, n: 1_000 },
  ...{
    planned: 1_000,
    sent: 1_000,
    ended: 1_000,
    dropped: 0,
    failed: 0,
    failedByKind: {},
    users: 10,
    saturated: false,
    cpuCores: 0.2,
    stealRatio: 0,
  },
  ...figures,
});

/** A run in which everything jitters. */
function runOf(seconds: number): ChartPoint[] {
  const random = seededRandom(4);
  const some = (most: number) => Math.floor(random() * most);
  return Array.from({ length: seconds }, (_, second) => {
    const latencies = { latencyMsP50: random() * 20, latencyMsP95: random() * 60, latencyMsP99: random() * 200 };
    return pointOf(second, { ...latencies, ended: some(1_000), failed: some(5), dropped: some(3), users: some(500) });
  });
}

/** As a page hears of them: half an hour in one answer, the rest one by one. */
function keptOf(points: readonly ChartPoint[], atOnce = 1_800): KeptSeconds {
  const next = (points[atOnce - 1] ?? points.at(-1))?.second ?? -1;
  let kept = keepSeconds(noSeconds, { points: points.slice(0, atOnce), next: next + 1 });
  for (const point of points.slice(atOnce)) kept = keepSeconds(kept, { points: [point], next: point.second + 1 });
  return kept;
}

const day = runOf(86_400);

const secondsOf = (points: readonly ChartPoint[]) => points.map(({ second }) => second);

test("a run of an hour and a half is kept and counted whole; what comes twice is one", () => {
  const points = runOf(5_400);
  const kept = keepSeconds(keptOf(points), { points: points.slice(5_000), next: 5_400 });
  assert.deepEqual([kept.points, kept.next, kept.seconds, kept.wholeFrom], [points, 5_400, 5_400, 0]);
});

test("a day's run: some thousand points, the newest half hour whole, the worst of each stretch as it was, sums exact", () => {
  const points = day;
  let kept = noSeconds;
  let most = 0;
  for (let from = 0; from < points.length; from += 900) {
    kept = keepSeconds(kept, { points: points.slice(from, from + 900), next: from + 900 });
    most = Math.max(most, kept.points.length);
  }
  assert.ok(most <= mostPoints, `${most}`);
  assert.deepEqual([kept.seconds, kept.next], [86_400, 86_400]);
  assert.equal(
    kept.dropped,
    points.reduce((sum, { dropped }) => sum + dropped, 0),
  );
  assert.deepEqual(kept.points.slice(-1_800), points.slice(-1_800));
  const { width, wholeFrom } = kept;
  const figures = ["latencyMsP50", "latencyMsP95", "latencyMsP99", "failed", "dropped", "ended", "users"] as const;
  for (let from = 0; from + width <= wholeFrom; from += width) {
    const within = ({ second }: ChartPoint) => second >= from && second < from + width;
    const [all, some] = [points.slice(from, from + width), kept.points.filter(within)];
    for (const figure of figures) {
      const highest = (of: readonly ChartPoint[]) => Math.max(...of.map((point) => point[figure] ?? 0));
      assert.equal(highest(some), highest(all), `${figure} from ${from}`);
    }
    const lowest = (of: readonly ChartPoint[]) => Math.min(...of.map(({ ended }) => ended));
    assert.equal(lowest(some), lowest(all), `from ${from}`);
  }
  for (const point of kept.points) assert.equal(points[point.second], point, "a second as it was measured");
  assert.ok(drawnWidth(kept) >= width, "what is drawn is never finer than what is kept");
});

test("gaps: known from what comes, also when one answer has several, and never thinned away", () => {
  const missing = new Set([0, 100, 101, 5_000, 9_999]);
  const points = runOf(12_000).filter(({ second }) => !missing.has(second));
  for (const atOnce of [points.length, 1_800, 1]) {
    const kept = keptOf(points, atOnce);
    assert.deepEqual([...kept.gaps], [1, 102, 5_001, 10_000]);
    const [held, drawn] = [new Set(secondsOf(kept.points)), new Set(secondsOf(drawnPoints(kept, p99)))];
    for (const edge of [1, 99, 102, 4_999, 5_001, 9_998, 10_000, 11_999])
      assert.deepEqual([held.has(edge), drawn.has(edge)], [true, true], `${edge}`);
  }
});

test("a line draws each of up to 400 seconds, then of each stretch the lowest and the highest", () => {
  const cases: [seconds: number, width: number][] = [
    [0, 1],
    [1, 1],
    [400, 1],
    [401, 3],
    [3_600, 18],
    [86_400, 432],
  ];
  for (const [seconds, width] of cases) {
    const points = day.slice(0, seconds);
    const kept = keptOf(points, seconds);
    const drawn = drawnPoints(kept, p99);
    assert.equal(drawnWidth(kept), width, `${seconds}`);
    assert.ok(drawn.length <= 404, `${drawn.length} of ${seconds}`);
    const highest = Math.max(...points.map((point) => point.latencyMsP99 ?? 0));
    assert.equal(Math.max(...drawn.map((point) => point.latencyMsP99 ?? 0)), highest);
  }
});

test("where nothing has ended a line ends and begins again", () => {
  const points = runOf(1_000).map((point) =>
    point.second >= 300 && point.second < 320 ? { ...point, latencyMsP99: null } : point,
  );
  const drawn = new Set(secondsOf(drawnPoints(keptOf(points), p99)));
  for (const edge of [299, 300, 319, 320]) assert.ok(drawn.has(edge), `${edge}`);
});
