import assert from "node:assert/strict";
import test from "node:test";
import { compileRules } from "./compile-rules.ts";
import { groupKey, groupsOfPair, groupText } from "./group.ts";
import { canonicalNumber, tokenOf } from "./json-value.ts";
import { isKeyLike } from "./key-like.ts";
import { exactPath, normalisedPath, normalisePath, stepsOfPath } from "./normalise-path.ts";
import { timeOfNumber, timeOfText } from "./point-in-time.ts";
import { endpointOf, ruleOf, ruleSet } from "./testing/answers.ts";

const critical: [declared: string, path: string, isCritical: boolean][] = [
  ["$.lot_code", "$.lot_code", true],
  ["$.lot_code", "$.lot_code.part", true],
  ["$.items[*].quantity", "$.items", true],
  ["$.items[*].quantity", "$.items[*]", true],
  ["$.items[*].quantity", "$.items[*].name", false],
  ["$.qc.**", "$.qc.decision.by", true],
  ["$.lot_code", "$.lot", false],
  ["$.lot_code", "status", false],
  ["status", "status", true],
];
for (const [declared, path, isCritical] of critical)
  test(`${path} is ${isCritical ? "" : "not "}critical by ${declared}`, () => {
    const rules = compileRules(ruleSet({ critical: [{ endpoint: "GET /lots", path: declared }] }));
    assert.equal(rules.of("GET /lots").isCritical(path), isCritical);
    assert.equal(rules.of("GET /stock").isCritical(path), false);
  });

test("rules are asked by endpoint and path, those for all endpoints too", () => {
  const rules = compileRules(
    ruleSet({
      rules: [
        ruleOf("$.a", { do: "ignore" }, "GET /lots"),
        ruleOf("$.*", { do: "ignore-case" }),
        ruleOf("$.b", { do: "ignore-space" }, "GET /stock"),
      ],
    }),
  );
  const at = (endpoint: string, path: string) =>
    rules
      .of(endpoint)
      .at(path)
      .map((rule) => rule.effect.do);
  assert.deepEqual(at("GET /lots", "$.a"), ["ignore", "ignore-case"]);
  assert.deepEqual(at("GET /lots", "$.b"), ["ignore-case"]);
  assert.deepEqual(at("GET /stock", "$.b"), ["ignore-case", "ignore-space"]);
  assert.deepEqual(at("never heard of", "$.a"), ["ignore-case"]);
});

const idPlaces: [path: string, place: string | null][] = [
  ["$.id", "lot"],
  ["$.steps[*].gate", "gate"],
  ["$.parent_id", "any"],
  ["header:location", "any"],
  ["$.weight", "none"],
  ["$.grid", "none"],
];
for (const [path, place] of idPlaces)
  test(`${path} holds ids: ${place}`, () => {
    const endpoint = endpointOf("POST /lots", {
      makes: [{ type: "lot", path: "$.id" }],
      uses: [{ type: "gate", place: "$.steps[*].gate" }],
    });
    const found = compileRules(ruleSet({ endpoints: [endpoint] }))
      .of("POST /lots")
      .idPlace(path);
    assert.equal(typeof found === "string" ? found : found.type, place);
  });

const keyLike: [path: string, is: boolean][] = [
  ["$.id", true],
  ["$.lotId", true],
  ["$.lot_ids[*]", true],
  ["$.links.self", true],
  ["$.image_url", true],
  ["$.paid", false],
  ["$.valid", false],
  ["$.lot", false],
  ["status", false],
];
for (const [path, is] of keyLike)
  test(`${path} is ${is ? "" : "not "}named like a key`, () => assert.equal(isKeyLike(path), is));

test("paths: where it stands in this pair and in every pair", () => {
  const steps = ["items", 3, "a b", "it's", "2024-05-01", "weight_kg"];
  assert.equal(exactPath(steps), "$.items[3]['a b']['it\\'s'].2024-05-01.weight_kg");
  assert.equal(normalisedPath(steps), "$.items[*]['a b']['it\\'s'].*.weight_kg");
  assert.deepEqual(stepsOfPath(normalisedPath(steps)), ["$", "items", "[*]", "a b", "it's", "*", "weight_kg"]);
  assert.equal(normalisePath("$.items[3].LOT-2024-0017"), "$.items[*].*");
  assert.equal(normalisePath("header:etag"), "header:etag");
});

for (const path of ["", "a", "$a", "$.", "$..a", "$.a[", "$.a[x]", "header:", "$['a"])
  test(`${JSON.stringify(path)} is no path`, () => assert.equal(stepsOfPath(path), null));

const numbers: [token: string, canonical: string][] = [
  ["0", "0"],
  ["-0.000", "0"],
  ["1.50", "15e-1"],
  ["15e-1", "15e-1"],
  ["1500", "15e2"],
  ["0.0015E+3", "15e-1"],
  ["-12345678901234567890", "-1234567890123456789e1"],
];
for (const [token, canonical] of numbers)
  test(`${token} is ${canonical}`, () => assert.equal(canonicalNumber(token), canonical));

test("a token is the value's JSON, cut at 200 characters without writing the whole", () => {
  assert.equal(tokenOf({ a: [1, "x", null, true] }), `{"a":[1,"x",null,true]}`);
  assert.equal(tokenOf("\u0000N123"), "123");
  const long = tokenOf(Array.from({ length: 100_000 }, (_, n) => n));
  assert.equal(long.length, 200);
  assert.ok(long.endsWith("…"));
});

const times: [text: string, ms: number | null][] = [
  ["2024-05-01T10:00:00Z", Date.UTC(2024, 4, 1, 10)],
  ["2024-05-01T12:00:00.25+02:00", Date.UTC(2024, 4, 1, 10) + 250],
  ["2024-05-01T04:30:00-0530", Date.UTC(2024, 4, 1, 10)],
  ["2024-05-01 10:00", Date.UTC(2024, 4, 1, 10)],
  ["2024-05-01", Date.UTC(2024, 4, 1)],
  ["2024-13-01", null],
  ["LOT-2024-05-01", null],
  ["10:00:00", null],
  ["Wed, 01 May 2024 10:00:00 GMT", 1_714_557_600_000],
  ["Wed, 1 May 2024 10:00:00 GMT", null],
  ["/Date(1714557600123)/", 1_714_557_600_123],
];
for (const [text, ms] of times) test(`${text} is ${ms}`, () => assert.equal(timeOfText(text), ms));

test("numbers that can be times of this century", () => {
  assert.equal(timeOfNumber(1_714_557_600), 1_714_557_600_000);
  assert.equal(timeOfNumber(1_714_557_600_123), 1_714_557_600_123);
  assert.equal(timeOfNumber(17), null);
});

test("a pair's groups, each once; unlike groups have unlike texts", () => {
  const difference = {
    kind: "value",
    path: "$.a",
    at: "$.a",
    legacy: "1",
    candidate: "2",
    shape: "number → number",
  } as const;
  const other = { ...difference, path: "$.b" };
  assert.deepEqual(groupsOfPair("GET /a", [difference, { ...difference, legacy: "3" }, other]), [
    groupKey("GET /a", difference),
    groupKey("GET /a", other),
  ]);
  assert.notEqual(groupText(groupKey("GET /a", difference)), groupText(groupKey("GET /a", other)));
});
