import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { addId, candidateId, emptyIdMap, idEqualityOf, learnIds } from "./id-map.ts";
import { changeJsonValues } from "./json-tokens.ts";
import { endpointMatcher } from "./match-endpoint.ts";
import type { Endpoint } from "./rules.ts";
import { answerOf, endpointOf, jsonAnswer } from "./testing/answers.ts";
import { idsOfRequest, translateRequest } from "./translate-request.ts";

const makes = (path: string): Endpoint => endpointOf("POST /lots", { makes: [{ type: "lot", path }] });
const learnt = (path: string, legacy: string, candidate: string) =>
  learnIds(makes(path), jsonAnswer(legacy, { status: 201 }), jsonAnswer(candidate, { status: 201 }));

const lessons: [name: string, path: string, legacy: string, candidate: string, expected: [string, string][]][] = [
  ["numbers", "$.id", `{"id":17}`, `{"id":912}`, [["17", "912"]]],
  ["a number and a text", "$.id", `{"id":17}`, `{"id":"a-b"}`, [["17", `"a-b"`]]],
  [
    "a long number",
    "$.id",
    `{"id":90071992547409931}`,
    `{"id":90071992547409932}`,
    [["90071992547409931", "90071992547409932"]],
  ],
  [
    "each of a list",
    "$.made[*].id",
    `{"made":[{"id":1},{"id":2}]}`,
    `{"made":[{"id":8},{"id":9}]}`,
    [
      ["1", "8"],
      ["2", "9"],
    ],
  ],
  ["one side without", "$.id", `{"id":17}`, `{"lot":912}`, []],
  ["no id", "$.id", `{"id":null}`, `{"id":null}`, []],
  ["no JSON", "$.id", `<html>`, `{"id":1}`, []],
];
for (const [name, path, legacy, candidate, expected] of lessons)
  test(`learnt: ${name}`, () =>
    assert.deepEqual(
      learnt(path, legacy, candidate).map((one) => [one.legacy, one.candidate]),
      expected,
    ));

test("learnt from Location", () => {
  const answer = (link: string) => answerOf("", { status: 201, headers: [["location", link]] });
  const made = learnIds(makes("header:location"), answer("/lots/17"), answer("http://new/api/lots/a%20b?x"));
  assert.deepEqual(made, [{ type: "lot", legacy: "17", candidate: `"a b"` }]);
});

test("an answer of failure makes nothing", () => {
  assert.deepEqual(
    learnIds(makes("$.id"), jsonAnswer(`{"id":1}`, { status: 201 }), jsonAnswer(`{"id":2}`, { status: 409 })),
    [],
  );
});

const map = emptyIdMap();
addId(map, { type: "lot", legacy: "17", candidate: "912" });
addId(map, { type: "lot", legacy: "A/1", candidate: `"new lot"` });
addId(map, { type: "gate", legacy: "3", candidate: "30" });

const endpoint = endpointOf("POST /lots/{id}/moves.{form}", {
  template: "/lots/{id}/moves",
  uses: [
    { type: "lot", place: "{id}" },
    { type: "lot", place: "?lot" },
    { type: "lot", place: "$.lot_id" },
    { type: "gate", place: "$.steps[*].gate" },
  ],
});
const match = endpointMatcher([endpoint])("POST", "/lots/17/moves");
const translate = (target: string, body: string | null, contentType = "application/json") => {
  assert.ok(match !== null);
  const bytes = body === null ? null : new TextEncoder().encode(body);
  const done = translateRequest(map, match, { target, contentType, body: bytes });
  return done.ok ? [done.target, done.body === null ? null : new TextDecoder().decode(done.body)] : done.unmapped;
};

const requests: [name: string, target: string, body: string | null, newTarget: string, newBody: string | null][] = [
  ["the path", "/lots/17/moves", null, "/lots/912/moves", null],
  ["slashes stay as they are", "//lots/17/moves/", null, "//lots/912/moves/", null],
  ["with an origin", "http://legacy:80/lots/17/moves", null, "http://legacy:80/lots/912/moves", null],
  ["an escaped id", "/lots/A%2F1/moves", null, "/lots/new%20lot/moves", null],
  [
    "the query",
    "/lots/17/moves?a=17&lot=17,A%2F1&b#lot=17",
    null,
    "/lots/912/moves?a=17&lot=912,new%20lot&b#lot=17",
    null,
  ],
  [
    "the body, every other byte as it was",
    "/lots/17/moves",
    `{ "lot_id" : 17, "kg": 1.50, "n": 17, "big":90071992547409931}`,
    "/lots/912/moves",
    `{ "lot_id" : 912, "kg": 1.50, "n": 17, "big":90071992547409931}`,
  ],
  ["a text becomes the partner's own kind", "/lots/17/moves", `{"lot_id":"17"}`, "/lots/912/moves", `{"lot_id":912}`],
  [
    "inside lists",
    "/lots/17/moves",
    `{"steps":[{"gate":3},{"gate":3,"x":[{"gate":3}]}]}`,
    "/lots/912/moves",
    `{"steps":[{"gate":30},{"gate":30,"x":[{"gate":3}]}]}`,
  ],
  [
    "null and empty name nothing",
    "/lots/17/moves",
    `{"lot_id":null,"steps":[]}`,
    "/lots/912/moves",
    `{"lot_id":null,"steps":[]}`,
  ],
];
for (const [name, target, body, newTarget, newBody] of requests)
  test(`translated: ${name}`, () => assert.deepEqual(translate(target, body), [newTarget, newBody]));

test("translated: a form", () =>
  assert.deepEqual(translate("/lots/17/moves", "lot_id=A%2F1&kg=2", "application/x-www-form-urlencoded"), [
    "/lots/912/moves",
    "lot_id=new%20lot&kg=2",
  ]));

test("an id without a partner is told with its place", () => {
  assert.deepEqual(translate("/lots/18/moves", null), { type: "lot", place: "{id}", legacy: "18" });
  assert.deepEqual(translate("/lots/17/moves", `{"steps":[{"gate":4}]}`), {
    type: "gate",
    place: "$.steps[*].gate",
    legacy: "4",
  });
});

test("a body that is no UTF-8 is sent on as it is", () => {
  assert.ok(match !== null);
  const body = new Uint8Array([...new TextEncoder().encode(`{"lot_id":17,"a":"`), 0xe4, 0x22, 0x7d]);
  const done = translateRequest(map, match, { target: "/lots/17/moves", contentType: null, body });
  assert.deepEqual(done.ok ? done.body : null, body);
});

test("values of a JSON text are met with their places", () => {
  const met: string[] = [];
  changeJsonValues(`{"a":[1,{"b\\"":"x:,"}],"c":null}`, (steps, token) => {
    met.push(`${steps.join("/")} ${token}`);
    return null;
  });
  assert.deepEqual(met, [`a/0 1`, `a/1/b" "x:,"`, "c null"]);
});

test("the things a request names", () => {
  assert.ok(match !== null);
  const body = new TextEncoder().encode(`{"lot_id":17,"steps":[{"gate":3}]}`);
  const used = idsOfRequest(match, { target: "/lots/99/moves?lot=7", contentType: "application/json", body });
  assert.deepEqual(
    used.map((one) => `${one.type} ${one.legacy}`),
    ["lot 99", "lot 7", "lot 17", "gate 3"],
  );
});

const equal: [type: string | null, legacy: string, candidate: string, same: boolean][] = [
  ["lot", "17", "912", true],
  ["gate", "17", "912", false],
  [null, "17", "912", true],
  [null, "A/1", "new lot", true],
  ["lot", "17", "17", false],
  [null, "17", "91", false],
];
for (const [type, legacy, candidate, same] of equal)
  test(`${legacy} and ${candidate} as ${type ?? "any type"}: ${same}`, () =>
    assert.equal(idEqualityOf(map).same(type, legacy, candidate), same));

test("what is put in comes out, whatever it looks like", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.oneof(fc.nat().map(String), fc.string({ minLength: 1 }), fc.bigInt().map(String)),
          fc.oneof(fc.nat(), fc.string()),
        ),
      ),
      (pairs) => {
        const ids = emptyIdMap();
        for (const [legacy, candidate] of pairs)
          addId(ids, { type: "t", legacy, candidate: JSON.stringify(candidate) });
        for (const [legacy, candidate] of new Map(pairs))
          assert.equal(candidateId(ids, "t", legacy), JSON.stringify(candidate));
      },
    ),
  );
});

test("a JSON text in which nothing is changed stays as it is, and all values are met", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 1);
      assert.equal(
        changeJsonValues(text, () => null),
        text,
      );
      const zeroed = JSON.parse(changeJsonValues(text, () => "0"));
      const expected = JSON.parse(text, (_, one) => (typeof one === "object" && one !== null ? one : 0));
      assert.deepEqual(zeroed, expected);
    }),
  );
});
