import assert from "node:assert/strict";
import test from "node:test";
import { type Fold, type Foldable, foldOf, nobody } from "./fold-groups.ts";

type Said = Foldable["standing"];
const open: Said = { disposition: null, rule: null, state: "open" };
const fixing: Said = { disposition: "fix", rule: null, state: "fixing" };
const fixed: Said = { disposition: "fix", rule: null, state: "fixed" };
const accepted: Said = { disposition: "accept", rule: null, state: "accepted" };
const waiting: Said = { disposition: "accept", rule: null, state: "waiting" };
const noise = (rule: string): Said => ({ disposition: "noise-rule", rule, state: "accepted" });

/** Ids from 1 on; a group that is there comes first where it is named so. */
const cases: [name: string, there: Said | null, others: Said[], expected: Fold][] = [
  ["none said anything", null, [open, open], { stays: 1, says: 1 }],
  ["the one that is there stays", open, [open, open], { stays: 9, says: 9 }],
  ["what was said there holds", accepted, [open, fixing], { stays: 9, says: 9 }],
  ["all agree", null, [accepted, accepted], { stays: 1, says: 1 }],
  ["one alone keeps what was said", null, [accepted], { stays: 1, says: 1 }],
  ["accepted and open: open", null, [accepted, open], { stays: 2, says: 2 }],
  ["accepted, and open there: open", open, [accepted], { stays: 9, says: 9 }],
  ["a fix, and open there: a fix", open, [fixing], { stays: 9, says: 1 }],
  ["accepted and a fix: a fix", null, [accepted, fixing], { stays: 2, says: 2 }],
  ["fixed and open: open", null, [fixed, open], { stays: 2, says: 2 }],
  ["two ways of accepting: it opens again", null, [accepted, noise("a")], { stays: 1, says: nobody }],
  ["two rules: it opens again", null, [noise("a"), noise("b")], { stays: 1, says: nobody }],
  ["waiting and accepted: it opens again", null, [waiting, accepted], { stays: 1, says: nobody }],
];
for (const [name, there, others, expected] of cases)
  test(name, () => {
    const groups = others.map((standing, place) => ({ id: place + 1, isThere: false, standing }));
    const all = there === null ? groups : [...groups, { id: 9, isThere: true, standing: there }];
    assert.deepEqual(foldOf(all), expected);
  });

test("no groups, no fold", () => assert.equal(foldOf([]), null));
