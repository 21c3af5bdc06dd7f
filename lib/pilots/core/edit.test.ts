import assert from "node:assert/strict";
import test from "node:test";
import { changedFields, changesText, listText, mergeTyped } from "./edit.ts";
import { type Duty, fieldWords, mayDo, missingDuties } from "./place.ts";

const base = { site: "Hall 3", zone: "Europe/Prague", shifts: [{ name: "A" }] };

const merges: [
  what: string,
  typed: Partial<typeof base>,
  saved: Partial<typeof base>,
  expected: Partial<typeof base>,
][] = [
  ["nobody changed anything", {}, {}, {}],
  ["mine stays", { site: "Hall 4" }, {}, { site: "Hall 4" }],
  ["theirs comes", {}, { zone: "UTC" }, { zone: "UTC" }],
  ["each changed another field", { site: "Hall 4" }, { zone: "UTC" }, { site: "Hall 4", zone: "UTC" }],
  ["both changed one: what I typed stays, to be looked at", { site: "Hall 4" }, { site: "Hall 5" }, { site: "Hall 4" }],
  ["lists count as a whole", { shifts: [] }, { shifts: [{ name: "B" }] }, { shifts: [] }],
];

test("what stands in the second one's form", () => {
  for (const [what, typed, saved, expected] of merges)
    assert.deepEqual(mergeTyped(base, { ...base, ...typed }, { ...base, ...saved }), { ...base, ...expected }, what);
});

test("which fields differ, by value", () => {
  assert.deepEqual(changedFields(base, { ...base, shifts: [{ name: "A" }] }), []);
  assert.deepEqual(changedFields(base, { ...base, zone: "UTC", site: "x" }), ["site", "zone"]);
  assert.deepEqual(changedFields(base, { site: "Hall 3" }), []);
});

test("what the second one is told", () => {
  const changes = [
    { by: "Petr", fields: ["site", "timeZone"] },
    { by: "Ada", fields: ["shifts"] },
    { by: "Petr", fields: ["site", "window"] },
  ];
  const text = "Petr changed the site, the time zone and the go-live window; Ada changed the shifts";
  assert.equal(changesText(changes, fieldWords), text);
  assert.equal(listText([]), "something");
});

const may: [
  environment: "practice" | "test" | "staging" | "production",
  unlocks: number,
  word: string,
  locked: boolean,
][] = [
  ["practice", 0, "load runs", false],
  ["test", 0, "load runs", false],
  ["staging", 0, "load runs", false],
  ["production", 0, "load runs locked", true],
  ["production", 1, "one load run, unlocked", false],
  ["production", 2, "2 load runs, unlocked", false],
];

test("what Gantry may do with a system", () => {
  for (const [environment, unlocks, word, isLocked] of may)
    assert.deepEqual(mayDo(environment, unlocks), { word, isLocked }, environment);
});

const holds = (personId: string, duty: Duty, enabled = true) => ({ personId, duty, enabled });
const missing: [what: string, held: ReturnType<typeof holds>[], says: RegExp[]][] = [
  ["nobody", [], [/two deciders are/, /Nobody verifies/]],
  ["one decider", [holds("a", "decider"), holds("b", "verifier")], [/one decider is/]],
  [
    "one person cannot be two",
    [holds("a", "decider"), holds("a", "decider"), holds("b", "verifier")],
    [/one decider is/],
  ],
  [
    "a disabled account does not count",
    [holds("a", "decider"), holds("b", "decider", false)],
    [/one decider/, /Nobody/],
  ],
  ["enough", [holds("a", "decider"), holds("b", "decider"), holds("a", "verifier")], []],
];

test("which duties are missing", () => {
  for (const [what, held, says] of missing) {
    const said = missingDuties(held);
    assert.equal(said.length, says.length, what);
    for (const [index, pattern] of says.entries()) assert.match(said[index] ?? "", pattern, what);
  }
});
