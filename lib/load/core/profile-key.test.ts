import assert from "node:assert/strict";
import test from "node:test";
import type { ClosedProfile, OpenProfile } from "./profile.ts";
import { type Load, profileKey } from "./profile-key.ts";

const open: OpenProfile = {
  ...{ model: "open", stages: [{ from: 50, to: 50, seconds: 60 }], maxUsers: 100, startLimitMs: 5_000 },
};
const closed: ClosedProfile = { model: "closed", users: 10, spawnPerSecond: 2, durationSeconds: 60 };
const openLoad: Load = { kind: "load", only: null, profile: open };
const closedLoad: Load = { kind: "load", only: null, profile: closed };
/** Its stage has its keys in another order. */
const turned: OpenProfile = {
  ...{ startLimitMs: 5_000, maxUsers: 100, stages: [{ seconds: 60, to: 50, from: 50 }], model: "open" },
};

const cases: [name: string, one: Load, two: Load, same: boolean][] = [
  ["itself", openLoad, structuredClone(openLoad), true],
  ["keys in another order", openLoad, { profile: turned, only: null, kind: "load" }, true],
  ["no warm-up is one of 0 s", openLoad, { ...openLoad, profile: { ...open, warmUpSeconds: 0 } }, true],
  ["a warm-up", openLoad, { ...openLoad, profile: { ...open, warmUpSeconds: 30 } }, false],
  ["no search is none", openLoad, { ...openLoad, profile: { ...open, search: null } }, true],
  ["a search", openLoad, { ...openLoad, profile: { ...open, search: { atLeast: null } } }, false],
  [
    "what a search has to find",
    { ...openLoad, profile: { ...open, search: { atLeast: null } } },
    { ...openLoad, profile: { ...open, search: { atLeast: 80 } } },
    false,
  ],
  ["another rate", openLoad, { ...openLoad, profile: { ...open, stages: [{ from: 50, to: 51, seconds: 60 }] } }, false],
  ["another time", openLoad, { ...openLoad, profile: { ...open, stages: [{ from: 50, to: 50, seconds: 61 }] } }, false],
  ["other users", openLoad, { ...openLoad, profile: { ...open, maxUsers: 101 } }, false],
  ["another wait", openLoad, { ...openLoad, profile: { ...open, startLimitMs: 1 } }, false],
  ["even arrivals are what nothing says", openLoad, { ...openLoad, profile: { ...open, arrivals: "even" } }, true],
  ["random arrivals", openLoad, { ...openLoad, profile: { ...open, arrivals: "poisson" } }, false],
  ["the other model", openLoad, closedLoad, false],
  ["another kind", openLoad, { ...openLoad, kind: "smoke" }, false],
  ["one step only", openLoad, { ...openLoad, only: { kind: "step", step: "a" } }, false],
  [
    "a step and a tag of one name",
    { ...openLoad, only: { kind: "tag", tag: "a" } },
    { ...openLoad, only: { kind: "step", step: "a" } },
    false,
  ],
  [
    "one level for the whole time is none named",
    closedLoad,
    { ...closedLoad, profile: { ...closed, levels: [{ users: 10, seconds: 60 }] } },
    true,
  ],
  ["no levels are none", closedLoad, { ...closedLoad, profile: { ...closed, levels: [] } }, true],
  [
    "levels by time and by count",
    { ...closedLoad, profile: { ...closed, levels: [{ users: 10, seconds: 60 }] } },
    { ...closedLoad, profile: { ...closed, levels: [{ users: 10, requestsEach: 60, atMostSeconds: 60 }] } },
    false,
  ],
  [
    "levels in another order",
    {
      ...closedLoad,
      profile: {
        ...closed,
        levels: [
          { users: 5, seconds: 30 },
          { users: 10, seconds: 30 },
        ],
      },
    },
    {
      ...closedLoad,
      profile: {
        ...closed,
        levels: [
          { users: 10, seconds: 30 },
          { users: 5, seconds: 30 },
        ],
      },
    },
    false,
  ],
  ["another spawn rate", closedLoad, { ...closedLoad, profile: { ...closed, spawnPerSecond: 3 } }, false],
];

for (const [name, one, two, same] of cases)
  test(`${name}: ${same ? "the same load" : "another load"}`, () => {
    assert.equal(profileKey(one) === profileKey(two), same);
  });
