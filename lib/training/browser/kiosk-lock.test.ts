import assert from "node:assert/strict";
import test from "node:test";
import { makeLock, tryCode, waitMs } from "./kiosk-lock.ts";

test("the code opens, any other does not, and wrong ones slow down", async () => {
  const lock = await makeLock("480213");
  assert.equal(Buffer.from(lock.hash).includes("480213"), false);
  const right = await tryCode(lock, "480213", 1_000);
  assert.equal(right.opens, true);
  const wrong = await tryCode({ ...lock, wrong: 2 }, "480214", 1_000);
  assert.deepEqual([wrong.opens, wrong.lock.wrong, wrong.lock.waitsUntil], [false, 3, 6_000]);
  const again = await tryCode(wrong.lock, "480213", 7_000);
  assert.deepEqual([again.opens, again.lock.wrong, again.lock.waitsUntil], [true, 0, 0]);
});

test("waits double up to five minutes", () => {
  const cases: [wrong: number, seconds: number][] = [
    [1, 0],
    [2, 0],
    [3, 5],
    [4, 10],
    [8, 160],
    [9, 300],
    [40, 300],
  ];
  for (const [wrong, seconds] of cases) assert.equal(waitMs(wrong), seconds * 1_000, String(wrong));
});
