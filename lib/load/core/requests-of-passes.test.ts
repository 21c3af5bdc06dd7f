import assert from "node:assert/strict";
import test from "node:test";
import { readScenario } from "../input/scenario.ts";
import { requestsOfPasses } from "./requests-of-passes.ts";

const step = (name: string) => `{ name: ${name}, get: /${name} }`;
const plain = `setup: [${step("in")}]\nmix: [${step("a")}, ${step("b")}]`;
const flow = `setup: [${step("in")}]\nmix:\n  - name: walk\n    flow: [${step("a")}, ${step("b")}, ${step("c")}]`;
const kinds = `users:
  - kind: one
    share: 1
    setup: [${step("in")}, ${step("on")}]
    mix: [${step("a")}]
  - kind: two
    share: 1
    mix: [${step("b")}, ${step("c")}]`;

const cases: [what: string, text: string, passes: number, requests: number][] = [
  ["the set-up once", plain, 1, 3],
  ["and not again in each pass", plain, 10, 21],
  ["every step of a flow", flow, 2, 7],
  ["one user of each kind", kinds, 1, 5],
  ["each with a set-up of its own", kinds, 4, 14],
  ["no pass", plain, 0, 1],
];

for (const [what, text, passes, requests] of cases)
  test(`requests of passes: ${what}`, () => {
    const read = readScenario(`name: x\n${text}\n`);
    assert.ok(read.ok, JSON.stringify(read));
    assert.equal(requestsOfPasses(read.scenario, passes), requests);
  });
