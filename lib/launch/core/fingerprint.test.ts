import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { fingerprintText, type Parts, whatChanged } from "./fingerprint.ts";

const names = new Map([
  ["a", "2.3 Every target is up"],
  ["b", "1.1 Sustained load"],
]);
const cases: [before: Parts, after: Parts, says: string][] = [
  [{ a: "rule 1 · good · turn:4" }, { a: "rule 1 · good · turn:4" }, ""],
  [{ a: "rule 1 · good · turn:4" }, { a: "rule 1 · failed · turn:5" }, "2.3 Every target is up: good, now failed"],
  [
    { a: "rule 1 · good · turn:4" },
    { a: "rule 1 · good · turn:6" },
    "2.3 Every target is up: it was otherwise in between",
  ],
  [{ a: "rule 1 · good · turn:4" }, { a: "rule 1 · stale · turn:4" }, "2.3 Every target is up: good, now stale"],
  [{ a: "rule 1 · good · turn:4" }, { a: "rule 2 · good · turn:4" }, "2.3 Every target is up: the rule was changed"],
  [{ b: "rule 1 · good · run 42" }, { b: "rule 1 · good · run 43" }, "1.1 Sustained load: a newer run counts: run 43"],
  [
    { b: "rule 1 · good · run 42" },
    { b: "rule 1 · running · run 43" },
    "1.1 Sustained load: good, now running; a newer run counts: run 43",
  ],
  [
    { b: "rule 1 · good · training 0a1b" },
    { b: "rule 1 · good · training 2c3d" },
    "1.1 Sustained load: other operators count, or other signatures",
  ],
  [{}, { b: "rule 1 · good · run 42" }, "1.1 Sustained load: was added to the station"],
  [{ a: "rule 1 · good · turn:4" }, {}, "2.3 Every target is up: was taken from the station"],
  [{ c: "rule 1 · good · x" }, {}, "an item: was taken from the station"],
];

test("what changed, in words", () => {
  for (const [before, after, says] of cases) assert.equal(whatChanged(before, after, names), says);
});

test("three changes are said, the rest is counted", () => {
  const five = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`i${n}`, "rule 1 · good · x"]));
  assert.match(whatChanged({}, five, new Map()), /(an item: was added to the station; ){3}and 2 more$/);
});

const parts = fc.dictionary(fc.uuid(), fc.string({ maxLength: 20 }), { maxKeys: 6 });

test("one text for one set of parts, in whatever order; another set, another text and words for it", () => {
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const turned = Object.fromEntries(Object.entries(one).reverse());
      assert.equal(fingerprintText(turned), fingerprintText(one));
      const isSame = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
      assert.equal(whatChanged(one, other, new Map()) === "", isSame);
      assert.equal(fingerprintText(one) === fingerprintText(other), isSame);
    }),
  );
});
