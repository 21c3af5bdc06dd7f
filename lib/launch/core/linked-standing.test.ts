import assert from "node:assert/strict";
import test from "node:test";
import type { StandingKind } from "#lib/checklist/core/item.ts";
import { type CountingRun, parityStanding, rehearsalStanding, runStanding } from "./linked-standing.ts";

const ended = (kind: "pass" | "fail" | "inconclusive", sentence: string): CountingRun => {
  return {
    number: 42,
    state: "ended",
    endedAt: 5,
    endedSentence: null,
    verdict: { kind, reasons: [{ sentence }], criteria: [] },
  };
};
const runs: [run: CountingRun | null, kind: StandingKind, sentence: string][] = [
  [null, "open", "Sustained: no run that counts for the launch yet."],
  [{ ...ended("pass", ""), state: "running", verdict: null }, "running", "Run 42 has not ended yet."],
  [ended("pass", ""), "good", "Passed in run 42."],
  [ended("fail", "p99 612 ms over 500 ms."), "failed", "p99 612 ms over 500 ms in run 42."],
  [ended("inconclusive", "The run was stopped early."), "inconclusive", "The run was stopped early in run 42."],
  [{ ...ended("pass", ""), verdict: null, endedSentence: "Refused." }, "inconclusive", "Refused in run 42."],
];

test("where a required run stands", () => {
  for (const [run, kind, sentence] of runs) {
    const standing = runStanding(run, "Sustained");
    assert.deepEqual([standing.kind, standing.sentence], [kind, sentence]);
    assert.equal(standing.evidence, run === null ? "" : "run 42");
  }
});

test("where parity stands", () => {
  const seen = {
    isGood: false,
    tooManyDiffer: false,
    missing: "needs 9 h more",
    ruleVersion: 3,
    windowFrom: null,
    lastAt: 7,
  };
  assert.deepEqual(parityStanding(seen), {
    ...{ kind: "open", sentence: "Parity is not enough yet: needs 9 h more.", evidence: "rules 3 window all" },
    ...{ at: 7, expiresAt: null },
  });
  assert.equal(parityStanding({ ...seen, tooManyDiffer: true }).kind, "failed");
  assert.equal(parityStanding({ ...seen, isGood: true }).kind, "good");
});

const day = 86_400_000;
const limits = { mostMinutes: 15, validForSeconds: null, now: 8 * day };
const at = (days: number, durationSeconds = 720) => {
  return { number: 3, rehearsedAt: days * day, durationSeconds, environment: "staging" };
};
const rehearsals: [what: string, seen: ReturnType<typeof at> | null, valid: number | null, kind: StandingKind][] = [
  ["none", null, null, "open"],
  ["in time", at(7), null, "good"],
  ["to the second", at(7, 900), null, "good"],
  ["a second too long", at(7, 901), null, "failed"],
  ["too long stays failed, however old", at(0, 901), null, "failed"],
  ["seven days ago", at(1), null, "stale"],
  ["less than seven days ago", at(1.001), null, "good"],
  ["two days ago where one is allowed", at(6), 86_400, "stale"],
  ["ten days ago where thirty are allowed", at(-2), 30 * 86_400, "good"],
];

test("where the rehearsal of the way back stands", () => {
  for (const [what, seen, validForSeconds, kind] of rehearsals)
    assert.equal(rehearsalStanding(seen, { ...limits, validForSeconds }).kind, kind, what);
  assert.match(rehearsalStanding(at(7, 901), limits).sentence, /took 15 min 1 s on staging, at most 15 min/);
});
