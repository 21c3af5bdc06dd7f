import assert from "node:assert/strict";
import test from "node:test";
import { actingNode, type Plan, planLines, scansIn, scanText, shortened } from "./plan.ts";

const scan = (change: object): Plan => ({
  ...{ "Node Type": "Seq Scan", "Relation Name": "bags", Schema: "public", Alias: "bags", "Parallel Aware": false },
  ...{ "Actual Rows": 20_000, "Actual Loops": 1, "Actual Total Time": 12.34 },
  ...change,
});
const above = (...Plans: Plan[]): Plan => ({
  ...{ "Node Type": "Aggregate", "Actual Rows": 1, "Actual Loops": 1, "Actual Total Time": 13, Plans },
});

test("a sequential scan of more than 10,000 rows is found, wherever it stands", () => {
  const cases: [what: string, plan: Plan, found: { table: string; rowsRead: number }[]][] = [
    ["below", above(scan({})), [{ table: "bags", rowsRead: 20_000 }]],
    ["on top", scan({}), [{ table: "bags", rowsRead: 20_000 }]],
    ["exactly 10,000", scan({ "Actual Rows": 10_000 }), []],
    [
      "filtered rows were read too",
      scan({ "Actual Rows": 1, "Rows Removed by Filter": 10_000 }),
      [{ table: "bags", rowsRead: 10_001 }],
    ],
    [
      "three workers' shares",
      scan({ "Actual Rows": 600_000, "Actual Loops": 3 }),
      [{ table: "bags", rowsRead: 1_800_000 }],
    ],
    ["never carried out", scan({ "Actual Rows": 0, "Actual Loops": 0 }), []],
    ["an index", scan({ "Node Type": "Index Scan" }), []],
    ["of another schema", scan({ Schema: "old" }), [{ table: "old.bags", rowsRead: 20_000 }]],
    ["twice the same table", above(scan({}), scan({ "Actual Rows": 30_000 })), [{ table: "bags", rowsRead: 30_000 }]],
  ];
  for (const [what, plan, found] of cases) assert.deepEqual(scansIn(plan), found, what);
  assert.equal(scanText({ table: "bags", rowsRead: 1_800_000 }), "reads 1,800,000 rows of bags one after the other");
});

test("nodes that act are named", () => {
  assert.equal(actingNode(above(scan({}))), null);
  assert.equal(actingNode(above({ "Node Type": "LockRows", Plans: [scan({})] })), "LockRows");
  assert.equal(actingNode({ "Node Type": "ModifyTable", Operation: "Delete" }), "ModifyTable");
});

test("a plan is kept without its long lists, and told as a tree", () => {
  const kept = shortened(above(scan({ Output: ["id", "qr_id"], Filter: `(type = '${"x".repeat(400)}')` })));
  assert.equal(JSON.stringify(kept).includes("qr_id"), false);
  const lines = planLines(kept);
  assert.deepEqual(
    lines.map(({ depth }) => depth),
    [0, 1],
  );
  assert.equal(lines[0]?.text, "Aggregate, 13 ms, 1 row");
  assert.match(lines[1]?.text ?? "", /^Seq Scan on bags, 12\.3 ms, 20,000 rows, \(type = 'x{1,200}…$/);
  assert.deepEqual(planLines({ "Node Type": "Result" }), [{ depth: 0, text: "Result, never carried out" }]);
});
