import assert from "node:assert/strict";
import test from "node:test";
import type { Profile } from "../core/profile.ts";
import { refuseForDescriptors, threadsFor } from "./load-limits.ts";
import { aPlan, constant } from "./testing/a-plan.ts";

const closed = (users: number): Profile => ({ model: "closed", users, spawnPerSecond: 10, durationSeconds: 60 });
const ramp: Profile = { model: "open", stages: [{ from: 0, to: 12_000, seconds: 60 }], maxUsers: 9, startLimitMs: 1 };

const threads: [string, Profile, number, number][] = [
  ["a small rate", constant(50, 60), 8, 1],
  ["just what one thread carries", constant(5_000, 60), 8, 1],
  ["a little more", constant(5_001, 60), 8, 2],
  ["the highest rate of a ramp", ramp, 8, 3],
  ["never the last core", constant(50_000, 60), 4, 3],
  ["never more than eight", constant(100_000, 60), 64, 8],
  ["one core only", constant(50_000, 60), 1, 1],
  ["few users", closed(2_000), 8, 1],
  ["many users", closed(10_000), 8, 5],
];
for (const [what, profile, cores, expected] of threads)
  test(`threads for ${what}: ${expected}`, () => assert.equal(threadsFor(aPlan({ profile }), cores), expected));

const users: [string, Profile, number, boolean][] = [
  ["open, as many as there may be", constant(1, 1, { maxUsers: 800 }), 1_000, true],
  ["open, one more", constant(1, 1, { maxUsers: 801 }), 1_000, false],
  ["closed, as many as there may be", closed(800), 1_000, true],
  ["closed, one more", closed(801), 1_000, false],
  ["any, without a limit", closed(20_000), Number.POSITIVE_INFINITY, true],
];
for (const [what, profile, limit, taken] of users)
  test(`users and open files, ${what}: ${taken ? "taken" : "refused"}`, () => {
    const sentence = refuseForDescriptors(aPlan({ profile }), limit);
    if (taken) assert.equal(sentence, null);
    else assert.match(sentence ?? "", /^801 users need as many connections, but .* 1000 files\. Raise the limit/);
  });

test("this machine's own limit allows a few users", () => {
  assert.equal(refuseForDescriptors(aPlan({ profile: closed(5) })), null);
});
