import assert from "node:assert/strict";
import test from "node:test";
import { LostWrites } from "./lost-writes.ts";
import { changedBy, type Effect } from "./mirror-plan.ts";

const minute = 60_000;

type Told = { entities?: string[]; madeIds?: string[] };

function lostAfter(effect: Effect, { entities = [], madeIds = [] }: Told = {}): LostWrites {
  const lost = new LostWrites();
  lost.add(changedBy(effect, { entities, madeIds }), 0);
  return lost;
}

const put = { method: "PUT", target: "/lots/17?x=1" };
const create = { method: "POST", target: "/lots", madeAt: "/lots/18" };
const decide = { method: "POST", target: "/lots/17/decisions" };

const cases: [what: string, lost: Effect, told: Told, asked: string, entities: string[], touched: boolean][] = [
  ["itself", put, {}, "GET /lots/17?full=1", [], true],
  ["what lies below", put, {}, "GET /lots/17/decisions/3", [], true],
  ["the list that it is in", put, {}, "GET /lots", [], true],
  ["its neighbour", put, {}, "GET /lots/170", [], false],
  ["another one", put, {}, "GET /lots/18", [], false],
  ["what is above the list", put, {}, "GET /", [], false],
  ["the same by its id elsewhere", put, { entities: ["lot 17"] }, "GET /labels", ["lot 17"], true],
  ["another id elsewhere", put, { entities: ["lot 17"] }, "GET /labels", ["lot 18"], false],
  ["what was made", create, {}, "GET /lots/18/decisions", [], true],
  ["what was made, by the answer's id", { ...create, madeAt: null }, { madeIds: ["19"] }, "GET /lots/19", [], true],
  ["the list it is missing in", create, {}, "GET /lots?page=2", [], true],
  ["what was there before", create, {}, "GET /lots/17", [], false],
  ["the next creation", create, {}, "POST /lots", [], false],
  ["what something was done to", decide, {}, "GET /lots/17", [], true],
];
for (const [what, effect, told, asked, entities, touched] of cases)
  test(`${effect.method} ${effect.target} was lost: ${what} is ${touched ? "not " : ""}comparable`, () => {
    const [method = "", target = ""] = asked.split(" ");
    const lost = lostAfter(effect, told);
    assert.equal(lost.touches({ method, target }, { entities, nowMs: minute }), touched);
  });

test("after ten minutes it is forgotten, and lost again it counts anew", () => {
  const lost = lostAfter(put);
  const touched = (nowMs: number) => lost.touches({ method: "GET", target: "/lots/17" }, { entities: [], nowMs });
  assert.equal(touched(10 * minute - 1), true);
  lost.add(changedBy(put, { entities: [], madeIds: [] }), 9 * minute);
  assert.deepEqual([touched(10 * minute), touched(19 * minute)], [true, false]);
  assert.equal(lost.size, 0);
});

test("no more than ten thousand are kept; the oldest goes", () => {
  const lost = new LostWrites();
  for (let nth = 0; nth < 10_001; nth++) lost.add({ things: [`/lots/${nth}`], lists: [], entities: [] }, nth);
  const touched = (target: string) => lost.touches({ method: "GET", target }, { entities: [], nowMs: 10_001 });
  assert.deepEqual([lost.size, touched("/lots/0"), touched("/lots/1")], [10_000, false, true]);
});
