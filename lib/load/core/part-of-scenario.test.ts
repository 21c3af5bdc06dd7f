import assert from "node:assert/strict";
import test from "node:test";
import { readScenario } from "../input/scenario.ts";
import { type Only, partOf } from "./part-of-scenario.ts";
import { kindsOf, type Scenario, stepsOf } from "./scenario.ts";

const text = `
name: bags
setup:
  - { name: log in, post: /login, form: { user: "u{{vu}}" } }
users:
  - kind: dispatcher
    share: 60
    mix:
      - { name: scan, weight: 3, tags: [write], post: /scan, remember: { bag: $.id } }
      - { name: look, tags: [read], needs: bag, get: "/bags/{{bag}}" }
      - name: receive
        flow:
          - { name: open, get: /open }
          - { name: close, tags: [write], post: /close }
  - kind: biller
    share: 40
    setup:
      - { name: log in as biller, post: /login }
    mix:
      - { name: bill, tags: [read], get: /bills }
`;

const read = readScenario(text);
assert.ok(read.ok, JSON.stringify(read));
const { scenario } = read;

function left(only: Only | null): Scenario {
  const part = partOf(scenario, only);
  assert.ok(part.ok, JSON.stringify(part));
  return part.scenario;
}

const names = (one: Scenario) => stepsOf(one).map(({ name }) => name);
const mixes = (one: Scenario) =>
  kindsOf(one).map(({ name, setup, mix }) => [
    name,
    setup.map((step) => names(one)[step]),
    mix.map(({ steps }) => steps.map((step) => names(one)[step]).join(" > ")),
  ]);

test("all of it", () => {
  assert.equal(left(null), scenario);
  assert.deepEqual(mixes(scenario), [
    ["dispatcher", ["log in"], ["scan", "look", "open > close"]],
    ["biller", ["log in as biller"], ["bill"]],
  ]);
});

test("one kind of users, with its own set-up", () => {
  const billers = left({ kind: "users", users: "biller" });
  assert.deepEqual(names(billers), ["log in as biller", "bill"]);
  assert.deepEqual(mixes(billers), [["biller", ["log in as biller"], ["bill"]]]);
});

test("one tag: a flow stays whole as soon as one of its steps has it", () => {
  assert.deepEqual(mixes(left({ kind: "tag", tag: "write" })), [["dispatcher", ["log in"], ["scan", "open > close"]]]);
});

test("one step", () => {
  assert.deepEqual(mixes(left({ kind: "step", step: "bill" })), [["biller", ["log in as biller"], ["bill"]]]);
});

const refused: [only: Only, sentence: string][] = [
  [{ kind: "step", step: "look" }, "look needs bag, which only scan remembers."],
  [{ kind: "tag", tag: "read" }, "look needs bag, which only scan remembers."],
  [{ kind: "step", step: "nothing" }, "The scenario has no step named nothing."],
  [{ kind: "tag", tag: "x" }, "The scenario has no step with the tag x."],
  [{ kind: "users", users: "admin" }, "The scenario has no kind of users named admin."],
];

test("what cannot be sent alone is refused in a sentence", () => {
  for (const [only, sentence] of refused) assert.deepEqual(partOf(scenario, only), { ok: false, sentence });
});
