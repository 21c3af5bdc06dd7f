import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { parseTemplate } from "./template.ts";

const readings: [text: string, parts: unknown[]][] = [
  ["plain", ["plain"]],
  ["", []],
  ["{ one } brace", ["{ one } brace"]],
  ['{"a":{"b":1}}', ['{"a":{"b":1}}']],
  ['{"a":{{integer 1 7}}}', ['{"a":', { fn: "number", min: 1, max: 7, decimals: 0 }, "}"]],
  ["operator{{vu 1 10}}@x", ["operator", { fn: "vu", range: { from: 1, to: 10 } }, "@x"]],
  ["{{ vu }}", [{ fn: "vu", range: null }]],
  ["{{unique 'LOT-'}}", [{ fn: "unique", prefix: "LOT-" }]],
  ['{{unique "a b"}}', [{ fn: "unique", prefix: "a b" }]],
  ["{{number 50 500 1}}", [{ fn: "number", min: 50, max: 500, decimals: 1 }]],
  ["{{number -0.5 0.5 2}}", [{ fn: "number", min: -0.5, max: 0.5, decimals: 2 }]],
  ["{{uuid}}{{now}}", [{ fn: "uuid" }, { fn: "now" }]],
  ["{{secret.A_1}}", [{ fn: "secret", name: "A_1" }]],
  ["{{token}}", [{ fn: "remembered", name: "token", field: null }]],
  ["{{lots.id}}", [{ fn: "remembered", name: "lots", field: "id" }]],
  ["{{'{{'}}literal{{'}}'}}", ["{{", "literal", "}}"]],
];

for (const [text, expected] of readings) {
  test(`reads ${JSON.stringify(text)}`, () => {
    const { parts, mistakes } = parseTemplate(text);
    assert.deepEqual(mistakes, []);
    assert.deepEqual(
      parts.map((part) => (part.kind === "text" ? part.text : part.call)),
      expected,
    );
  });
}

test("choices carry weights, and bare numbers, true, false and null keep their type", () => {
  const { parts } = parseTemplate("{{pick PASS:85 'on hold':10 '1':2 3:3}}");
  const [part] = parts;
  assert.deepEqual(part?.kind === "call" ? part.call : null, {
    fn: "pick",
    choices: [
      { text: "PASS", bare: false, weight: 85 },
      { text: "on hold", bare: false, weight: 10 },
      { text: "1", bare: false, weight: 2 },
      { text: "3", bare: true, weight: 3 },
    ],
  });
});

const mistakes: [text: string, offset: number, expected: RegExp][] = [
  ["a {{vu", 2, /^}} at the end/],
  ["{{}}", 0, /^a template/],
  ["{{ }}", 0, /^a template/],
  ["{{pick 'open}}", 7, /^a word or a text in quotes/],
  ["{{pick a'b'}}", 7, /^a word or a text in quotes/],
  ["{{pick {a}}}", 7, /^a word or a text in quotes/],
  ["{{pikc A B}}", 2, /such as pick$/],
  ["{{frobnicate 1}}", 2, /such as pick, number or unique$/],
  ["{{lots.id 1}}", 2, /^a known function/],
  ["{{a.b.c}}", 2, /^a known function/],
  ["{{'text' 1}}", 2, /^a known function/],
  ["{{vu 1}}", 2, /^vu alone/],
  ["{{vu 1 10 3}}", 2, /^vu alone/],
  ["{{vu a 10}}", 5, /^a whole number/],
  ["{{vu 10 1}}", 8, /not below the lowest, such as 10/],
  ["{{unique 'a' 'b'}}", 2, /^unique with one prefix/],
  ["{{pick}}", 2, /^pick with its choices/],
  ["{{pick A:1 B}}", 11, /^a weight for each choice or for none/],
  ["{{pick A:1 B:0}}", 11, /^a weight above 0/],
  ["{{number 1 2}}", 2, /^number with lowest/],
  ["{{number 1 x 1}}", 11, /^a number, such as/],
  ["{{number 1 2 x}}", 13, /^a count of decimals/],
  ["{{number 1 2 10}}", 13, /^a count of decimals/],
  ["{{number 0.11 0.12 1}}", 14, /^a range that holds/],
  ["{{integer 1.5 2}}", 10, /^a whole number/],
  ["{{integer 7 1}}", 12, /^a highest number/],
  ["{{uuid 4}}", 2, /^uuid without anything/],
  ["{{now 4}}", 2, /^now without anything/],
  ["{{secret}}", 2, /^a secret named in capitals/],
  ["{{secret.lower}}", 2, /^a secret named in capitals/],
  ["{{secret.A B}}", 2, /^a secret named in capitals/],
];

for (const [text, offset, expected] of mistakes) {
  test(`refuses ${text}`, () => {
    const [mistake, ...others] = parseTemplate(text).mistakes;
    assert.equal(mistake?.offset, offset);
    assert.match(mistake.expected, expected);
    assert.deepEqual(others, []);
  });
}

test("each mistake of a text is told, and the rest is read", () => {
  const { parts, mistakes: found } = parseTemplate("{{vu 1}} and {{uuid}} and {{pick}}");
  assert.deepEqual(
    found.map(({ offset }) => offset),
    [2, 28],
  );
  assert.equal(parts.length, 3);
});

test("no text makes it crash or hang, and text without {{ stays as it is", () => {
  const pieces = fc.constantFrom(
    "{{",
    "}}",
    "{",
    "}",
    "'",
    '"',
    " ",
    ":",
    "pick",
    "number",
    "A:1",
    "1",
    "vu",
    "secret.",
    ".",
    "\n",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(pieces, fc.string())).map((parts) => parts.join("")),
      (text) => {
        const { parts, mistakes: found } = parseTemplate(text);
        for (const { offset } of found) assert.ok(offset >= 0 && offset <= text.length);
        if (!text.includes("{{")) assert.deepEqual(parts, text === "" ? [] : [{ kind: "text", text }]);
      },
    ),
    { numRuns: 2_000 },
  );
});
