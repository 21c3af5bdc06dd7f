import assert from "node:assert/strict";
import test from "node:test";
import { readScenario } from "../input/scenario.ts";
import { mixRows } from "./mix-rows.ts";

function rowsOf(text: string) {
  const read = readScenario(text);
  assert.ok(read.ok, JSON.stringify(read));
  return mixRows(read.scenario);
}

test("weights 10, 5 and 1: shares of 62.5, 31.25 and 6.25 %, and 735, 1,469 and 7,344 requests until p99 is judged", () => {
  const steps = [10, 5, 1].map((weight) => `  - { weight: ${weight}, get: /${weight} }\n`).join("");
  const [kind, ...more] = rowsOf(`name: x\nmix:\n${steps}`);
  assert.equal(more.length, 0);
  assert.deepEqual([kind?.name, kind?.ratio], [null, 1]);
  assert.deepEqual(
    kind?.entries.map(({ place, weight, flow, steps: [step] }) => [place, weight, flow, step?.ratio, step?.p99From]),
    [
      [0, 10, null, 0.625, 735],
      [1, 5, null, 0.3125, 1_469],
      [2, 1, null, 0.0625, 7_344],
    ],
  );
});

test("a flow sends a request a step, and kinds of users share by their numbers", () => {
  const text = `name: x
users:
  - kind: scanner
    share: 3
    mix:
      - name: scan
        weight: 2
        tags: [write]
        flow: [{ get: /a }, { get: /b, tags: [slow] }]
      - { weight: 1, get: /c }
  - { kind: clerk, share: 1, mix: [{ get: /d }] }
`;
  const [scanner, clerk] = rowsOf(text);
  assert.deepEqual([scanner?.ratio, clerk?.ratio], [0.75, 0.25]);
  const [scan, other] = scanner?.entries ?? [];
  // Of five requests of a scanner four are of the flow.
  assert.deepEqual(
    [scan?.flow, scan?.steps.map(({ name, tags, ratio }) => [name, tags.join(), ratio])],
    [
      "scan",
      [
        ["GET /a", "write", 0.3],
        ["GET /b", "write,slow", 0.3],
      ],
    ],
  );
  assert.deepEqual([other?.steps[0]?.ratio, clerk?.entries[0]?.steps[0]?.ratio], [0.15, 0.25]);
  const all = [scanner, clerk].flatMap((kind) => kind?.entries ?? []).flatMap(({ steps }) => steps);
  assert.ok(Math.abs(all.reduce((sum, { ratio }) => sum + ratio, 0) - 1) < 1e-12);
});
