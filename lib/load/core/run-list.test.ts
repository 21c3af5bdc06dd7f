import assert from "node:assert/strict";
import test from "node:test";
import type { ClosedLevel, Profile } from "./profile.ts";
import { everyRun, limitMsP99, profileInWords, type RunsAsked, readSort, runsSearch, sortText } from "./run-list.ts";
import { aCriterion, errors, p99 } from "./testing/measured.ts";

const addresses: [what: string, asked: Partial<RunsAsked>, search: string][] = [
  ["every run", {}, ""],
  ["a filter", { filter: "target:staging a&b" }, "?filter=target%3Astaging+a%26b"],
  [
    "a segment, a sort, a page",
    { segment: "fail", sort: { by: "p99", descending: true }, page: 2 },
    "?segment=fail&sort=-p99&page=2",
  ],
  ["baselines", { segment: "baseline" }, "?segment=baseline"],
  ["oldest first", { sort: { by: "number", descending: false } }, "?sort=number"],
];

test("one list has one address; what is usual is left out", () => {
  for (const [what, asked, search] of addresses) assert.equal(runsSearch({ ...everyRun, ...asked }), search, what);
});

test("a sort is read as it is written; what is none is refused", () => {
  for (const text of ["number", "-number", "p99", "-p99", "errors", "-errors", "delivered", "-delivered"]) {
    const sort = readSort(text);
    assert.ok(sort !== null, text);
    assert.equal(sortText(sort), text);
  }
  for (const text of ["", "-", "--p99", "p50", "number desc", "constructor"]) assert.equal(readSort(text), null, text);
});

const open = (...stages: [from: number, to: number, seconds: number][]): Profile => ({
  model: "open",
  stages: stages.map(([from, to, seconds]) => ({ from, to, seconds })),
  maxUsers: 1,
  startLimitMs: 1,
});
const sweep = (levels: ClosedLevel[]): Profile => ({
  model: "closed",
  users: 50,
  spawnPerSecond: 10,
  durationSeconds: 120,
  levels,
});
const warm: Profile = { model: "open", stages: [{ from: 50, to: 50, seconds: 60 }], maxUsers: 9, startLimitMs: 9 };
const profiles: [Profile, string][] = [
  [{ ...warm, warmUpSeconds: 10 }, "50/s for 1 min, 10 s of warm-up"],
  [
    { ...warm, stages: [50, 100].map((rate) => ({ from: rate, to: rate, seconds: 60 })), search: { atLeast: null } },
    "search from 50/s to 100/s",
  ],
  [sweep([10, 50].map((users) => ({ users, seconds: 60 }))), "10, 50 users for 1 min each"],
  [
    sweep([
      { users: 10, seconds: 60 },
      { users: 50, seconds: 30 },
    ]),
    "10 users for 1 min, 50 users for 30 s",
  ],
  [
    sweep([5, 10].map((users) => ({ users, requestsEach: users * 10, atMostSeconds: 60 }))),
    "5 × 50, 10 × 100 requests",
  ],
  [open([50, 50, 60]), "50/s for 1 min"],
  [open([0, 200, 90], [200, 200, 600]), "0/s to 200/s for 1 min 30 s, 200/s for 10 min"],
  [{ model: "closed", users: 1_600, spawnPerSecond: 10, durationSeconds: 600 }, "1,600 users for 10 min"],
  [{ ...warm, arrivals: "poisson" }, "50/s for 1 min, at random"],
];

test("a profile in words", () => {
  for (const [profile, words] of profiles) assert.equal(profileInWords(profile), words);
});

test("the limit on p99 of the whole mix: the lowest; none of a step's, of another metric", () => {
  const ofStep = aCriterion(
    { kind: "percentile", q: 0.99 },
    { limit: 100, scope: { kind: "step", step: "QC decision" } },
  );
  const p95 = aCriterion({ kind: "percentile", q: 0.95 }, { limit: 200 });
  assert.equal(limitMsP99([p99, { ...p99, limit: 400 }, ofStep, p95, errors]), 400);
  assert.equal(limitMsP99([ofStep, p95, errors]), null);
});
