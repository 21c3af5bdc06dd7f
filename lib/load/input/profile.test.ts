import assert from "node:assert/strict";
import test from "node:test";
import { ProfileInput } from "./profile.ts";

const open = { model: "open", stages: [{ from: 50, to: 50, seconds: 60 }], maxUsers: 200, startLimitMs: 5_000 };
const closed = { model: "closed", users: 10, spawnPerSecond: 2, durationSeconds: 60 };
const twoLevels = [
  { users: 5, seconds: 30 },
  { users: 10, requestsEach: 50, atMostSeconds: 30 },
];
const flat = (rate: number) => ({ from: rate, to: rate, seconds: 60 });

test("profiles as they may be asked for", () => {
  const right: [what: string, profile: object][] = [
    ["a rate", open],
    ["a warm-up a second shorter than the run", { ...open, warmUpSeconds: 59 }],
    ["a search over two levels", { ...open, stages: [flat(50), flat(100)], search: { atLeast: null } }],
    ["a search with a goal", { ...open, stages: [flat(50), flat(100)], search: { atLeast: 80 } }],
    ["no search", { ...open, search: null }],
    ["arrivals at random", { ...open, arrivals: "poisson" }],
    ["users", closed],
    ["levels that add up", { ...closed, levels: twoLevels }],
    ["no levels", { ...closed, levels: [] }],
  ];
  for (const [what, profile] of right) assert.deepEqual(ProfileInput.parse(profile), profile, what);
});

test("what does not fit, at its place, in a sentence", () => {
  const ramp = { from: 0, to: 50, seconds: 60 };
  const cases: [what: string, profile: object, place: string, says: RegExp][] = [
    ["no rate", { ...open, stages: [flat(0)] }, "stages", /the rate is 0/],
    ["more than a day", { ...open, stages: [flat(1), { ...flat(1), seconds: 86_400 }] }, "stages", /at most 24 h/],
    ["a warm-up as long as the run", { ...open, warmUpSeconds: 60 }, "warmUpSeconds", /shorter than the run/],
    ["a warm-up of users as long as the run", { ...closed, warmUpSeconds: 60 }, "warmUpSeconds", /shorter than/],
    ["half a second of warm-up", { ...open, warmUpSeconds: 0.5 }, "warmUpSeconds", /whole seconds/],
    ["arrivals of another kind", { ...open, arrivals: "gauss" }, "arrivals", /even or poisson/],
    ["a search with one level", { ...open, search: { atLeast: null } }, "stages", /two levels at least/],
    ["a search over a ramp", { ...open, stages: [ramp, flat(50)], search: { atLeast: null } }, "stages", /two levels/],
    [
      "a search for nothing",
      { ...open, stages: [flat(1), flat(2)], search: { atLeast: 0 } },
      "search.atLeast",
      /over 0/,
    ],
    [
      "fewer users than the levels",
      { ...closed, users: 9, levels: twoLevels },
      "levels",
      /10 users at most, and take 60 s/,
    ],
    ["a shorter time than the levels", { ...closed, durationSeconds: 59, levels: twoLevels }, "levels", /take 60 s/],
    ["51 stages", { ...open, stages: Array.from({ length: 51 }, () => flat(1)) }, "stages", /at most 50 stages/],
  ];
  for (const [what, profile, place, says] of cases) {
    const { error } = ProfileInput.safeParse(profile);
    const found = error?.issues.map(({ path, message }) => ({ place: path.join("."), message })) ?? [];
    assert.deepEqual([found.length, found[0]?.place], [1, place], `${what}: ${JSON.stringify(found)}`);
    assert.match(found[0]?.message ?? "", says, what);
  }
});
