import assert from "node:assert/strict";
import test from "node:test";
import { Arrivals, type ThreadPlace } from "./arrivals.ts";
import { dueAtMs, plannedBy, requestsIn } from "./pacing.ts";
import { rates } from "./profiles.ts";
import { seededRandom } from "./random.ts";

const climb = { from: 0, to: 200, seconds: 20 };
const flat = { from: 50, to: 50, seconds: 60 };
const alone: ThreadPlace = { index: 0, threads: 1 };

function dueTimes(arrivals: Arrivals): number[] {
  const due: number[] = [];
  for (; Number.isFinite(arrivals.dueMs); arrivals.next()) due.push(arrivals.dueMs);
  return due;
}

const even = (place: ThreadPlace) => dueTimes(new Arrivals(rates([climb, flat]), place, seededRandom(1)));
const poisson = (seed: number, place = alone, stages = [climb, flat]) =>
  dueTimes(new Arrivals(rates(stages, { arrivals: "poisson" }), place, seededRandom(seed)));

test("even: each thread has its part of one plan", () => {
  const stages = [climb, flat];
  const all = Array.from({ length: requestsIn(stages) }, (_, index) => dueAtMs(index, stages));
  assert.deepEqual(even(alone), all);
  const parts = [0, 1, 2].flatMap((index) => even({ index, threads: 3 }));
  assert.deepEqual(
    parts.sort((a, b) => a - b),
    all,
  );
});

test("Poisson: the same seed, the same arrivals; in order, and within the run", () => {
  const due = poisson(7);
  assert.deepEqual(due, poisson(7));
  assert.notDeepEqual(due, poisson(8));
  assert.deepEqual(
    due,
    due.toSorted((a, b) => a - b),
  );
  assert.ok((due[0] ?? -1) >= 0 && (due.at(-1) ?? Number.POSITIVE_INFINITY) < 80_000);
});

test("Poisson: as many as planned by any time, give or take their own spread, from one thread or three", () => {
  const stages = [climb, flat];
  for (const threads of [1, 3])
    for (const seconds of [5, 20, 47, 80]) {
      const planned = plannedBy(stages, seconds);
      const runs = 40;
      let sum = 0;
      for (let seed = 0; seed < runs; seed++)
        for (let index = 0; index < threads; index++)
          sum += poisson(seed * 8 + index, { index, threads }).filter((ms) => ms < seconds * 1_000).length;
      // A mean of 40: its deviation is √(planned / 40); four of them.
      assert.ok(Math.abs(sum / runs - planned) < 4 * Math.sqrt(planned / runs), `${threads} ${seconds} ${sum / runs}`);
    }
});

test("Poisson: gaps of a constant rate are exponential", () => {
  const due = poisson(3, alone, [{ from: 100, to: 100, seconds: 600 }]);
  const gaps = due.slice(1).map((ms, index) => ms - (due[index] ?? 0));
  const shareOver = (ms: number) => gaps.filter((gap) => gap > ms).length / gaps.length;
  for (const ms of [5, 10, 20, 40]) assert.ok(Math.abs(shareOver(ms) - Math.exp(-ms / 10)) < 0.01, `${ms} ms`);
});

test("an end that is set later cuts what is still to come", () => {
  const coming = new Arrivals(rates([flat]), alone, seededRandom(1));
  for (let times = 0; times < 100; times++) coming.next();
  const counted = new Arrivals(rates([flat]), alone, seededRandom(1));
  counted.endAt(coming.place);
  assert.equal(dueTimes(counted).length, 100);
  coming.endAt(coming.place);
  assert.equal(coming.dueMs, Number.POSITIVE_INFINITY);
});
