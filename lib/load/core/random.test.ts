import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { type Random, seededRandom } from "./random.ts";

const taken = (random: Random, count: number) => Array.from({ length: count }, random);

/** sfc32 as PractRand 0.94 has it (RNG/sfc.cpp), on whole numbers without 32-bit tricks; seeded and warmed up as the code says. */
function reference(seed: number, count: number): number[] {
  const word = 1n << 32n;
  const low = BigInt(seed) & (word - 1n);
  let [a, b, c, counter] = [0x9e3779b9n ^ low, 0x243f6a88n ^ (BigInt(seed) >> 32n), 0xb7e15162n, 1n];
  const next = () => {
    const sum = (a + b + counter) % word;
    counter = (counter + 1n) % word;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) % word;
    c = ((((c << 21n) | (c >> 11n)) % word) + sum) % word;
    return Number(sum) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 15; warmUp++) next();
  return Array.from({ length: count }, next);
}

test("it is sfc32", () => {
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(0, 1, 2 ** 32, 2 ** 40 + 7), fc.nat()), (seed) => {
      assert.deepEqual(taken(seededRandom(seed), 50), reference(seed, 50));
    }),
  );
});

test("one seed, one series; another seed, another", () => {
  const series = Array.from({ length: 1_000 }, (_, seed) => taken(seededRandom(seed), 3).join());
  assert.equal(new Set(series).size, 1_000);
  assert.equal(taken(seededRandom(7), 3).join(), series[7]);
});

test("from 0 up to 1 without it, and spread evenly, for whatever seed", () => {
  for (const seed of [0, 1, 2, 4_471, 2 ** 31, 2 ** 32 - 1]) {
    const columns = new Array<number>(10).fill(0);
    for (const value of taken(seededRandom(seed), 10_000)) {
      assert.ok(value >= 0 && value < 1, `${value}`);
      const column = Math.floor(value * 10);
      columns[column] = (columns[column] ?? 0) + 1;
    }
    // A thousand each; five standard deviations are 150.
    for (const count of columns) assert.ok(Math.abs(count - 1_000) < 150, `${columns}`);
  }
});

test("seeds that follow one another give no values that do", () => {
  const firsts = Array.from({ length: 1_000 }, (_, seed) => seededRandom(seed)());
  const steps = firsts.slice(1).map((value, at) => value - (firsts[at] ?? 0));
  const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
  assert.ok(Math.abs(mean - 0.5) < 0.05, `${mean}`);
  assert.ok(
    steps.filter((step) => step > 0).length > 400 && steps.filter((step) => step < 0).length > 400,
    "up and down alike",
  );
});
