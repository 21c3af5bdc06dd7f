import assert from "node:assert/strict";
import test from "node:test";
import { anExchange } from "../edge/mirror/testing/an-exchange.ts";
import type { Headers } from "./exchange.ts";
import { endpointMatcher } from "./match-endpoint.ts";
import { servedSide, wroteWell } from "./served-side.ts";
import { writtenKey } from "./served-write.ts";

const balancer = { header: "x-served-by", legacy: ["old-1", "old-2"], new: ["new-1"] };
const sides: [name: string, headers: Headers, side: string | null][] = [
  ["the new system", [["x-served-by", "new-1"]], "new"],
  ["the legacy system", [["x-served-by", "old-2"]], "legacy"],
  ["nobody", [["content-type", "text/plain"]], null],
  ["a server that is not named", [["x-served-by", "new-2"]], null],
  ["the balancer itself", [["x-served-by", "<NOSRV>"]], null],
  [
    "two at once",
    [
      ["x-served-by", "old-1"],
      ["x-served-by", "new-1"],
    ],
    null,
  ],
];

test("a header says who answered, or nobody does", () => {
  for (const [name, headers, side] of sides) assert.equal(servedSide(headers, balancer), side, name);
});

test("a write that went well is no read, and was not refused", () => {
  const cases: [method: string, status: number, did: boolean][] = [
    ["GET", 200, false],
    ["HEAD", 200, false],
    ["OPTIONS", 204, false],
    ["POST", 201, true],
    ["PUT", 200, true],
    ["PATCH", 200, true],
    ["DELETE", 204, true],
    ["POST", 303, true],
    ["POST", 409, false],
    ["PUT", 500, false],
    ["POST", 0, false],
  ];
  for (const [method, status, did] of cases) assert.equal(wroteWell(method, status), did, `${method} ${status}`);
});

const rules = endpointMatcher([
  { name: "PUT /suppliers/{name}", method: "PUT", template: "/suppliers/{name}", makes: [], uses: [] },
  {
    ...{ name: "POST /orders", method: "POST", template: "/orders", uses: [] },
    makes: [{ type: "order", path: "$.data.number" }],
  },
]);

type Answered = { status?: number; body?: string | null; headers?: Headers };
const keys: [name: string, asked: string, answered: Answered, key: string][] = [
  ["what was made, as its answer says", "POST /lots", { body: '{"id":912}' }, "912"],
  ["an id of many digits loses none", "POST /lots", { body: '{"id":9007199254740993}' }, "9007199254740993"],
  ["a rule says where it stands", "POST /orders", { body: '{"id":1,"data":{"number":"A-0007"}}' }, "A-0007"],
  ["where it was sent to", "POST /lots", { status: 303, body: "", headers: [["location", "/lots/913?new=1"]] }, "913"],
  ["what a path names, before the answer", "PUT /lots/17", { body: '{"id":5}' }, "17"],
  ["what an act is about", "POST /lots/17/closing", { status: 204, body: "" }, "17"],
  ["the last of several", "DELETE /lots/17/bags/B-0042", { status: 204, body: "" }, "B-0042"],
  ["what a rule draws, a word too", "PUT /suppliers/lindt", { body: "{}" }, "lindt"],
  ["escapes are read", "PUT /lots/LOT%2D2024%2D0017", { body: "" }, "LOT-2024-0017"],
  ["a body that was too large", "PUT /lots/17", { body: null }, "17"],
  ["nothing names it", "POST /labels", { status: 204, body: "" }, "/labels"],
  ["an answer that is no JSON", "POST /labels?n=1", { body: "printed" }, "/labels"],
  ["what cannot be stored is left out", "POST /lots", { body: '{"id":"a\\u0000b"}' }, "ab"],
];

test("what a write was about", () => {
  for (const [name, asked, { status = 200, body = "", headers = [] }, key] of keys) {
    const [method = "", target = ""] = asked.split(" ");
    const bytes = body === null ? null : Buffer.from(body);
    const legacy = { status, headers, body: { bytes, length: bytes?.length ?? 9 }, latencyMs: 1 };
    assert.equal(writtenKey(anExchange(1, { method, target, legacy }), rules(method, target)), key, name);
  }
});
