import assert from "node:assert/strict";
import test from "node:test";
import { LeaseWatch, patienceMs, type SeenLease } from "./lease-watch.ts";

/** Looks once a second from `fromMs` to `toMs`; answers when each lease was first seen to have run out. */
function looks(watch: LeaseWatch, [fromMs, toMs]: [number, number], leasesAt: (ms: number) => SeenLease[]) {
  const out = new Map<string, number>();
  for (let ms = fromMs; ms <= toMs; ms += 1_000)
    for (const id of watch.look(leasesAt(ms), ms)) if (!out.has(id)) out.set(id, ms);
  return Object.fromEntries(out);
}

const until = (ms: number) => new Date(1_000_000 + ms);
const dead: SeenLease = { id: "dead", leaseUntil: until(0) };
const alive = (ms: number): SeenLease => ({ id: "alive", leaseUntil: until(ms - (ms % 2_000)) });

test("a lease that is not renewed for 11 s has run out; one that is renewed has not", () => {
  assert.deepEqual(
    looks(new LeaseWatch(), [0, 60_000], (ms) => [dead, alive(ms)]),
    { dead: patienceMs },
  );
});

test("from a runner's death to the mark it takes 15 s at most", () => {
  const ageOfRenewal = 2_000;
  const oneLook = 1_000;
  assert.ok(patienceMs + ageOfRenewal + oneLook <= 15_000, "more than 15 s");
});

test("what stands in the lease itself is of no account: clocks differ", () => {
  const longAgo: SeenLease = { id: "a", leaseUntil: new Date(0) };
  const farAway: SeenLease = { id: "b", leaseUntil: until(1e12) };
  const none: SeenLease = { id: "c", leaseUntil: null };
  assert.deepEqual(new LeaseWatch().look([longAgo, farAway, none], 0), []);
  assert.deepEqual(
    looks(new LeaseWatch(), [0, 20_000], () => [longAgo, farAway, none]),
    { a: patienceMs, b: patienceMs, c: patienceMs },
  );
});

test("a database that was away interrupts nobody: the watch begins anew", () => {
  const watch = new LeaseWatch();
  assert.deepEqual(
    looks(watch, [0, 5_000], () => [dead]),
    {},
  );
  assert.deepEqual(
    looks(watch, [60_000, 70_000], () => [dead]),
    {},
  );
  assert.deepEqual(
    looks(watch, [71_000, 71_000], () => [dead]),
    { dead: 71_000 },
  );
});

test("a renewal begins the time anew, and so does a lease that was away", () => {
  const watch = new LeaseWatch();
  assert.deepEqual(
    looks(watch, [0, 10_000], () => [dead]),
    {},
  );
  assert.deepEqual(
    looks(watch, [11_000, 11_000], () => [{ id: "dead", leaseUntil: until(11_000) }]),
    {},
  );
  assert.deepEqual(
    looks(watch, [12_000, 12_000], () => []),
    {},
  );
  assert.deepEqual(
    looks(watch, [13_000, 30_000], () => [dead]),
    { dead: 24_000 },
  );
});

test("a lease that is forgotten begins anew; the others go on", () => {
  const watch = new LeaseWatch();
  const both = [dead, { ...dead, id: "forgotten" }];
  looks(watch, [0, 10_000], () => both);
  watch.forget("forgotten");
  assert.deepEqual(
    looks(watch, [11_000, 30_000], () => both),
    { dead: patienceMs, forgotten: 11_000 + patienceMs },
  );
});
