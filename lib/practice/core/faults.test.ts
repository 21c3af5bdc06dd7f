import assert from "node:assert/strict";
import test from "node:test";
import { type FaultName, faultKind, faultMistake, faultNames, faultRoutes, isFault } from "./faults.ts";
import { switching } from "./happened.ts";
import { allOff, type Figures, type SystemFaults } from "./plant.ts";
import { figuresText } from "./say-figures.ts";

test("each says what it does in a sentence, and what it usually takes can be switched on", () => {
  assert.equal(faultNames.length, 22);
  for (const name of faultNames) {
    const { title, does, figures, byRoute, newOnly, group } = faultKind(name);
    assert.match(does, /^[A-Z].*\.$/, name);
    assert.match(title, /^[A-Z0-9]/, name);
    const usual = Object.fromEntries(figures.flatMap((one) => (one.usual === null ? [] : [[one.key, one.usual]])));
    assert.equal(faultMistake(name, usual), null, name);
    assert.equal(newOnly, group === "difference", name);
    if (byRoute)
      for (const route of Object.keys(faultRoutes)) assert.equal(faultMistake(name, { ...usual, route }), null);
    for (const { key, least, most } of figures) {
      assert.equal(faultMistake(name, { [key]: least }), null, `${name}.${key} at its least`);
      assert.equal(faultMistake(name, { [key]: most }), null, `${name}.${key} at its most`);
      assert.deepEqual(faultMistake(name, { [key]: most * 1.001 }), {
        path: key,
        message: `is a number from ${least} to ${most}`,
      });
    }
  }
});

test("names are only those of the list", () => {
  for (const name of ["toString", "__proto__", "", "Slow", "state"]) assert.equal(isFault(name), false, name);
});

const texts: [FaultName, Figures, string][] = [
  ["slow", { factor: 10, addMs: 5 }, "10 times, 5 ms"],
  ["slow", { addMs: 5, route: "lots" }, "5 ms, POST /api/v1/lots only"],
  ["errorRatio", { ratio: 0.1 }, "10 %"],
  ["errorRatio", { ratio: 0.07 }, "7 %"],
  ["reset", { ratio: 0.00001 }, "0.001 %"],
  ["leak", { kibPerRequest: 64 }, "64 KiB"],
  ["timeZone", {}, ""],
  ["stall", { forMs: 1, route: "unknown", other: 3 }, "1 ms"],
];
for (const [fault, figures, text] of texts)
  test(`${fault} ${JSON.stringify(figures)} is "${text}"`, () => assert.equal(figuresText(fault, figures), text));

const sentences: [verb: string, after: unknown, sentence: string][] = [
  ["fault.switched-on", { system: "new", fault: "slow", figures: { factor: 2 } }, "Switched on in new: Slow, 2 times."],
  ["fault.switched-on", { system: "new", fault: "timeZone", figures: {} }, "Switched on in new: Time zone lost."],
  ["fault.switched-off", { system: "new", fault: "slow" }, "Switched off in new: Slow."],
  ["fault.switched-off", { system: "new", fault: "of another version" }, "Switched off in new: a fault."],
  ["faults.switched-off", null, "Switched all faults off."],
];
for (const [verb, after, sentence] of sentences)
  test(`the log: ${sentence}`, () => {
    const at = new Date("2026-11-25T01:00:00Z");
    assert.deepEqual(switching({ at, actorName: "Anna", verb, after }), {
      at: at.toISOString(),
      who: "Anna",
      sentence,
    });
  });

test("all is off when nothing is on in what answers", () => {
  const place = { id: "1", role: "new", name: "practice-new", address: "http://127.0.0.1:1" } as const;
  const since = "2026-11-25T01:00:00Z";
  const off: SystemFaults = { ...place, answers: true, startedAt: since, on: [] };
  const away: SystemFaults = { ...place, answers: false, why: "does not answer" };
  const on: SystemFaults = { ...off, on: [{ fault: "slow", figures: {}, since, by: null }] };
  const cases: [SystemFaults[], boolean][] = [
    [[], true],
    [[off, away], true],
    [[off, on], false],
  ];
  for (const [systems, expected] of cases) assert.equal(allOff(systems), expected);
});
