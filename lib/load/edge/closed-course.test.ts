import assert from "node:assert/strict";
import test from "node:test";
import type { ClosedProfile } from "../core/profile.ts";
import { ClosedCourse } from "./closed-course.ts";

const profile = (change: Partial<ClosedProfile>): ClosedProfile => ({
  ...{ model: "closed", users: 50, spawnPerSecond: 10, durationSeconds: 60 },
  ...change,
});
const usersAt = (course: ClosedCourse, ...seconds: number[]) => seconds.map((second) => course.usersAt(second * 1_000));

test("one level: users come one after another, the first at once", () => {
  const course = new ClosedCourse(profile({}));
  assert.deepEqual(usersAt(course, 0, 0.05, 0.1, 1, 4.9, 5, 60), [1, 1, 2, 11, 50, 50, 50]);
  assert.equal(course.rampEndMs, 5_000);
  assert.equal(course.next(60_000), false);
});

test("levels one after another: those who are there stay, those too many leave at once", () => {
  const levels = [10, 50, 20].map((users) => ({ users, seconds: 20 }));
  const course = new ClosedCourse(profile({ levels }));
  assert.deepEqual(usersAt(course, 0, 1, 20), [1, 10, 10]);
  assert.ok(course.next(20_000));
  assert.deepEqual([...usersAt(course, 20, 21, 24), course.rampEndMs], [10, 20, 50, 24_000]);
  assert.ok(course.next(40_000));
  assert.deepEqual([...usersAt(course, 40, 41), course.rampEndMs], [20, 20, 40_000]);
  assert.equal(course.next(60_000), false);
});

test("a level by count ends at the latest after its time", () => {
  const course = new ClosedCourse(profile({ levels: [{ users: 5, requestsEach: 50, atMostSeconds: 30 }] }));
  assert.deepEqual([course.level.requestsEach, course.level.endMs], [50, 30_000]);
});
