import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { compareAnswers } from "./compare-answers.ts";
import type { Answer } from "./exchange.ts";
import { type IdEquality, noIds } from "./id-equality.ts";
import { scanInLockstep } from "./lockstep.ts";
import { exactPath } from "./normalise-path.ts";
import type { Rule } from "./rules.ts";
import { answerOf, compiled, jsonAnswer, ruleOf } from "./testing/answers.ts";

const encoder = new TextEncoder();

/** The pairs as `path legacy candidate`; null where the scan gave up. */
function scanned(legacy: string, candidate: string, mostLevels = 200): string[] | null {
  const pairs: string[] = [];
  const texts = { legacy: encoder.encode(legacy), candidate: encoder.encode(candidate), mostLevels };
  const whole = scanInLockstep(texts, (pair) => {
    pairs.push(`${exactPath(pair.steps)} ${JSON.stringify(pair.legacy)} ${JSON.stringify(pair.candidate)}`);
    return true;
  });
  return whole ? pairs : null;
}

const cases: [name: string, legacy: string, candidate: string, expected: string[] | null][] = [
  ["the same", `{"a":[1,true,"x"]}`, `{"a":[1,true,"x"]}`, []],
  ["other space", `{"a":[1,{}],"b":null}`, ` { "a" : [ 1 , { } ] ,\r\n\t"b":null }\n`, []],
  ["a number", `{"a":1,"b":2}`, `{"a":12,"b":2}`, ["$.a 1 12"]],
  ["a number that goes on where the other one ends", `[1]`, `[1.5]`, ["$[0] 1 1.5"]],
  ["a text, and what follows it", `{"a":"x","b":1}`, `{"a":"xyz","b":2}`, [`$.a "x" "xyz"`, "$.b 1 2"]],
  ["an escaped quote", `{"a":"x\\"","b":1}`, `{"a":"x","b":2}`, [`$.a "x\\"" "x"`, "$.b 1 2"]],
  ["unlike types", `{"a":1,"b":null}`, `{"a":"1","b":false}`, [`$.a 1 "1"`, "$.b null false"]],
  ["a scalar alone", `1`, `2`, ["$ 1 2"]],
  ["in arrays in objects", `[{"a":[0,1]},{"b":1}]`, `[{"a":[0,2]},{"b":3}]`, ["$[0].a[1] 1 2", "$[1].b 1 3"]],
  ["umlauts", `{"ä":"ö","b":"ü"}`, `{"ä":"öö","b":"ü"}`, [`$.ä "ö" "öö"`]],
  ["a name that begins with a mark of byte order", `{"\uFEFFa":1}`, `{"\uFEFFa":2}`, [`$['\uFEFFa'] 1 2`]],
  ["a long number", `{"a":9007199254740993}`, `{"a":1}`, [`$.a "\\u0000N9007199254740993" 1`]],
  ["a name twice elsewhere", `{"c":{"b":1,"b":1},"a":1}`, `{"c":{"b":1,"b":1},"a":2}`, ["$.a 1 2"]],
  ["a name twice, in two objects", `{"b":{"a":1},"a":1}`, `{"b":{"a":1},"a":2}`, ["$.a 1 2"]],
  ["a name twice at a difference", `{"a":1,"a":1}`, `{"a":2,"a":1}`, null],
  ["a name twice around a difference", `{"a":{"b":1},"c":0,"a":3}`, `{"a":{"b":2},"c":0,"a":3}`, null],
  ["a name in escapes", `{"a":1,"\\u0061":1}`, `{"a":2,"\\u0061":1}`, null],
  ["another name", `{"a":1}`, `{"b":1}`, null],
  ["another order", `{"a":1,"b":2}`, `{"b":2,"a":1}`, null],
  ["a member more", `{"a":1}`, `{"a":1,"b":2}`, null],
  ["an item more", `[1]`, `[1,2]`, null],
  ["a scalar here, a holder there", `{"a":1}`, `{"a":[1]}`, null],
  ["unlike holders", `{"a":{}}`, `{"a":[]}`, null],
  ["a name that is a number", `{"1":1}`, `{"1":2}`, null],
  ["a text that begins with NUL", `{"a":"\\u0000N1"}`, `{"a":1}`, null],
  ["the sign of a broken text", `{"a":"\uFFFD"}`, `{"a":"\uFFFD"}`, null],
  ["a mark of byte order", `\uFEFF{"a":1}`, `\uFEFF{"a":2}`, null],
  ["too deep", `[[[1]]]`, `[[[1]]]`, null],
];

for (const [name, legacy, candidate, expected] of cases)
  test(`in lockstep: ${name}`, () =>
    assert.deepEqual(scanned(legacy, candidate, name === "too deep" ? 2 : 200), expected));

const broken = [
  ..."{ [ { [1, {, [, 01 -  1. .5 1e 1e+ +1 tru nul truex 1x nan".split(" "),
  ...[
    `{"a"}`,
    `{"a":}`,
    `{"a":1,}`,
    `[1,]`,
    `{a:1}`,
    `{"a":1}}`,
    `[1 2]`,
    `{"a" 1}`,
    `"a`,
    `"\\x"`,
    `"\\u00g0"`,
    `"\t"`,
  ],
];

for (const text of broken)
  test(`in lockstep: no JSON is never whole: ${JSON.stringify(text)}`, () => {
    assert.equal(scanned(text, text), null);
    assert.equal(scanned(`[0,${text}]`, `[1,${text}]`), null);
  });

test("bytes that are no UTF-8 are never whole", () => {
  for (const bytes of [[0x80], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xff]]) {
    const text = Uint8Array.from([0x22, ...bytes, 0x22]);
    assert.equal(
      scanInLockstep({ legacy: text, candidate: text, mostLevels: 200 }, () => true),
      false,
    );
  }
});

test("the scan stops as soon as nobody wants what it finds", () => {
  let taken = 0;
  const [legacy, candidate] = ["[1,1]", "[2,2]"].map((text) => encoder.encode(text));
  assert.ok(legacy && candidate);
  assert.equal(
    scanInLockstep({ legacy, candidate, mostLevels: 200 }, () => ++taken > 1),
    false,
  );
  assert.equal(taken, 1);
});

/** A rule that pairs arrays somewhere makes every pair be read whole; this place never comes. */
const readWhole = ruleOf("$.never.comes", { do: "any-order" });
const rules: Rule[] = [
  ruleOf("$.a", { do: "ignore" }),
  ruleOf("$.list[*].b", { do: "ignore" }),
  ruleOf("$.b", { do: "tolerate", absolute: 1, relative: 0 }),
  ruleOf("$[*]", { do: "ignore-case" }),
  ruleOf("$.ä", { do: "null-is-missing" }),
];
const evenIds: IdEquality = { same: (_type, legacy, candidate) => (legacy.length + candidate.length) % 2 === 0 };

function assertSameAsWhole(legacy: Answer, candidate: Answer): void {
  for (const ids of [noIds, evenIds])
    for (const some of [[], rules]) {
      const compare = (...more: Rule[]) =>
        JSON.stringify(
          compareAnswers(legacy, candidate, { endpoint: "GET /", rules: compiled(...some, ...more), ids }),
        );
      assert.equal(compare(), compare(readWhole));
    }
}

const scalar = fc.oneof(
  fc.constantFrom("0", "-0", "1", "1.0", "1.50", "15e-1", "12", "17", "1e400", "-1E+2", "0.30000000000000004"),
  fc.constantFrom("9007199254740992", "9007199254740993", "12345678901234.500", "1234567890123456789012", "0e0"),
  fc.constantFrom("true", "false", "null", `""`, `"a"`, `"A"`, `" a"`, `"a\\n"`, `"\\u0061"`, `"ä"`, `"\\u00e4"`),
  fc.constantFrom(`"\\u0000N12"`, `"\\u0000"`, `"2024-05-01T10:00:00Z"`, `"2024-05-01"`, `"😀"`, `"\\ud83d"`, `"1"`),
  fc.constantFrom("01", "1.", "tru", `"\\x"`, `"a`, `"\uFFFD"`, "-", "nullx", `"\t"`, ""),
  fc.string().map((text) => JSON.stringify(text)),
  fc.integer().map(String),
);
const name = fc.constantFrom("a", "b", "id", "lot_id", "list", "ä", "\\u0061", "1", "0", "a.b", "__proto__", "");

type Piece = { text: string; parts?: [name: string, piece: Piece][]; items?: Piece[] };
const { piece } = fc.letrec<{ piece: Piece }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    { weight: 4, arbitrary: scalar.map((text) => ({ text })) },
    {
      weight: 5,
      arbitrary: fc.array(fc.tuple(name, tie("piece")), { maxLength: 5 }).map((parts) => ({ text: "", parts })),
    },
    { weight: 2, arbitrary: fc.array(tie("piece"), { maxLength: 4 }).map((items) => ({ text: "", items })) },
  ),
}));

/** What may become of a text: each number drawn decides over one place. */
type Draw = () => number;
type Change = { draw: Draw; often: number; scalars: readonly string[] };

function written({ text, parts, items }: Piece, change: Change): string {
  const changes = change.draw() % change.often === 0;
  const kind = change.draw();
  const space = kind % 7 === 0 ? " " : "";
  if (items) return `[${space}${reordered(items, changes, kind).map((one) => written(one, change))}${space}]`;
  if (parts) {
    const members = reordered(parts, changes, kind).map(
      ([own, one]) => `"${own}"${space}:${space}${written(one, change)}${space}`,
    );
    return `{${members.join(`,${space}`)}}`;
  }
  return changes ? (change.scalars[kind % change.scalars.length] ?? text) : text;
}

function reordered<T>(list: readonly T[], changes: boolean, kind: number): T[] {
  if (!changes || kind % 3 === 0) return [...list];
  return kind % 3 === 1 ? list.toReversed() : list.slice(kind % 2);
}

const changedPairs = fc.record({
  piece,
  scalars: fc.array(scalar, { minLength: 1, maxLength: 6 }),
  draws: fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }),
  often: fc.constantFrom(2, 5, 20),
  cut: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1),
});

test("what is told in lockstep is what a whole reading tells, to the letter", () => {
  let whole = 0;
  fc.assert(
    fc.property(changedPairs, ({ piece: one, scalars, draws, often, cut }) => {
      let drawn = 0;
      const draw = () => draws[drawn++ % draws.length] ?? 0;
      const none = { draw: () => 1, often: 2, scalars };
      const legacy = written(one, none);
      const candidate = written(one, { draw, often, scalars });
      const text = candidate.slice(0, candidate.length - cut);
      if ((scanned(legacy, text) ?? []).length > 0) whole++;
      assertSameAsWhole(jsonAnswer(legacy), jsonAnswer(text));
    }),
    { numRuns: Number(process.env["LOCKSTEP_RUNS"] ?? 2_000) },
  );
  assert.ok(whole > 100, `${whole} pairs with a difference were told in lockstep`);
});

test("bytes changed, cut or put in at random tell the same too", () => {
  const change = fc.tuple(fc.nat(400), fc.constantFrom(0x22, 0x5c, 0x2c, 0x31, 0x7d, 0x20, 0x00, 0xc3, 0xff, 0x65));
  const text = `{"a":1,"lot_id":17,"list":[{"b":"x","n":1.25e2},{"b":"ü\\n","n":null}],"b":-0.5,"ä":{"on":true,"at":"2024-05-01"}}`;
  const types = fc.constantFrom(
    "application/json",
    "application/json; charset=latin1",
    "application/json;charset=utf-8",
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3 }), fc.array(change, { maxLength: 2 }), types, (one, both, type) => {
      const changed = (bytes: Uint8Array, changes: [number, number][]) => {
        const copy = Uint8Array.from(bytes);
        for (const [at, byte] of changes) copy[at % copy.length] = byte;
        return copy;
      };
      const legacy = changed(encoder.encode(text), both);
      const headers = [["content-type", type]] as const;
      assertSameAsWhole(answerOf(legacy, { headers }), answerOf(changed(legacy, one), { headers }));
    }),
    { numRuns: Number(process.env["LOCKSTEP_RUNS"] ?? 2_000) },
  );
});

test("an endpoint whose texts are seldom built alike is told the same, tried or not", () => {
  const some = compiled(...rules);
  const like = [jsonAnswer(`{"id":1,"b":[1,2]}`), jsonAnswer(`{"id":2,"b":[1,2]}`)] as const;
  const unlike = [jsonAnswer(`{"id":1,"b":[1,2]}`), jsonAnswer(`{"b":[1,3],"id":2}`)] as const;
  const shapes = (pair: readonly [Answer, Answer]) =>
    compareAnswers(...pair, { endpoint: "GET /", rules: some, ids: noIds }).differences.map((one) => one.at);
  for (let n = 0; n < 300; n++) {
    assert.deepEqual(shapes(unlike), ["$.id", "$.b[1]"]);
    if (n % 50 === 0) assert.deepEqual(shapes(like), ["$.id"]);
  }
});
