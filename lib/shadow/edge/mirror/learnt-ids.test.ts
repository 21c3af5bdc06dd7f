import assert from "node:assert/strict";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { candidateId } from "../../core/id-map.ts";
import { appendIds, readKeptIds } from "./kept-ids.ts";
import { LearntIds } from "./learnt-ids.ts";
import { anExchange } from "./testing/an-exchange.ts";

function aFile(t: TestContext): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "gantry-ids-"));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "ids.jsonl");
}

const posts = {
  name: "POST /lots",
  method: "POST",
  template: "/lots",
  makes: [{ type: "lot", path: "$.id" }],
  uses: [],
};

test("what both made is learnt, kept, and known after a new start", (t) => {
  const file = aFile(t);
  const first = new LearntIds(file);
  first.learn(anExchange(16, { target: "/lots" }));
  first.settle([posts]);
  first.learn(anExchange(17, { target: "/lots" }));
  first.learn(anExchange(18, { target: "/lots", candidate: null, notCompared: "timed-out" }));
  first.keep();
  for (const { equality } of [first, new LearntIds(file)]) {
    assert.equal(equality.same("lot", "17", "new 17"), true);
    assert.equal(equality.same("lot", "17", "new 18"), false);
    assert.equal(equality.same("lot", "16", "new 16"), false, "learnt before it was told where ids stand");
    assert.equal(equality.same("lot", "18", "new 18"), false, "the new system gave no answer");
  }
  assert.equal(candidateId(readKeptIds(file), "lot", "17"), '"new 17"');
});

test("a torn line is left out, and what is written after it is read", (t) => {
  const file = aFile(t);
  appendIds(file, [{ type: "lot", legacy: "1", candidate: "11" }]);
  fs.appendFileSync(file, '\n["lot","2","2');
  appendIds(file, [{ type: "lot", legacy: "3", candidate: "33" }]);
  const map = readKeptIds(file);
  assert.deepEqual(
    ["1", "2", "3"].map((id) => candidateId(map, "lot", id)),
    ["11", null, "33"],
  );
});
