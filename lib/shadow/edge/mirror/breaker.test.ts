import assert from "node:assert/strict";
import test from "node:test";
import { Breaker } from "./breaker.ts";

/** Asked at these times, and how each went, the breaker's answer. */
function failTimes(breaker: Breaker, times: number, nowMs: number): void {
  for (let nth = 0; nth < times; nth++) breaker.failed(nowMs);
}

test("19 failures in a row leave it closed, the 20th opens it for 1 s", () => {
  const breaker = new Breaker();
  failTimes(breaker, 19, 0);
  assert.equal(breaker.allows(0), true);
  breaker.failed(0);
  assert.deepEqual([breaker.isOpen, breaker.allows(999)], [true, false]);
  assert.equal(breaker.allows(1_000), true);
});

test("a success in between begins the row anew", () => {
  const breaker = new Breaker();
  failTimes(breaker, 19, 0);
  breaker.succeeded();
  failTimes(breaker, 19, 0);
  assert.equal(breaker.isOpen, false);
});

test("one tries at a time; each failed try doubles the pause, up to 30 s; a success closes it", () => {
  const breaker = new Breaker();
  failTimes(breaker, 20, 0);
  let now = 0;
  for (const pause of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    assert.equal(breaker.allows(now + pause - 1), false, `before ${pause}`);
    now += pause;
    assert.equal(breaker.allows(now), true, `after ${pause}`);
    assert.equal(breaker.allows(now), false, "a second one");
    breaker.failed(now);
  }
  assert.equal(breaker.allows(now + 30_000), true);
  breaker.succeeded();
  assert.equal(breaker.allows(now + 30_000), true);
  assert.equal(breaker.isOpen, false);
});

test("those that were under way when it opened do not lengthen the pause", () => {
  const breaker = new Breaker();
  failTimes(breaker, 52, 0);
  assert.equal(breaker.allows(1_000), true);
});
