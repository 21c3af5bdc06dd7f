import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { TemplateValue } from "./scenario.ts";
import {
  type Encoding,
  IN_FORM,
  IN_HEADER,
  IN_PATH,
  IN_TEXT,
  joinSegments,
  jsonSegments,
  textSegments,
} from "./template-encode.ts";
import type { SourceContext } from "./template-source.ts";
import { type Slot, TemplateFault, type UserState } from "./user-state.ts";

const value: Slot = { index: 0, name: "value", size: 1, fields: null, row: null };
const context: SourceContext = {
  slots: new Map([["value", value]]),
  secrets: { KEY: 'k"&/\\' },
  unique: (prefix) => `${prefix}u`,
  uuid: () => "00000000-0000-4000-8000-000000000000",
  now: () => Date.UTC(2026, 0, 2),
};

/** A user who remembers one value. */
const userWith = (remembered: unknown): UserState => ({
  number: 6,
  kind: 0,
  flow: [],
  random: () => 0.5,
  memory: [{ entries: [[remembered]], oldest: 0, chosen: null }],
});

const text = (template: string, encoding: Encoding, remembered: unknown = "x") =>
  joinSegments(textSegments(template, encoding, context))(userWith(remembered));
const json = (template: TemplateValue, remembered: unknown = "x") =>
  joinSegments(jsonSegments(template, context))(userWith(remembered));

test("a value is written as its place asks for; what stands around it in a path is the author's", () => {
  const cases: [name: string, encoding: Encoding, template: string, remembered: unknown, written: string][] = [
    ["path", IN_PATH, "/lots/{{value}}?all=1&b", "a/b?c d", "/lots/a%2Fb%3Fc%20d?all=1&b"],
    ["path, a secret", IN_PATH, "/{{secret.KEY}}", "", "/k%22%26%2F%5C"],
    ["form", IN_FORM, "a b{{value}}", "c d&e=ü", "a+bc+d%26e%3D%C3%BC"],
    ["header", IN_HEADER, "Bearer {{value}}", "abc é", "Bearer abc é"],
    ["text", IN_TEXT, "<{{value}}>", 'a"\n', '<a"\n>'],
    ["a number", IN_PATH, "/{{value}}", 7, "/7"],
    ["true", IN_TEXT, "{{value}}", true, "true"],
    ["an object", IN_TEXT, "{{value}}", { a: [1] }, '{"a":[1]}'],
    ["no template", IN_TEXT, "plain", "", "plain"],
    ["braces themselves", IN_TEXT, "{{'{{'}}", "", "{{"],
    ["the user's number", IN_TEXT, "{{vu}}/{{vu 1 10}}", "", "7/7"],
    ["now", IN_TEXT, "{{now}}", "", "2026-01-02T00:00:00.000Z"],
  ];
  for (const [name, encoding, template, remembered, written] of cases)
    assert.equal(text(template, encoding, remembered), written, name);
});

test("in JSON a template alone keeps its type, within a text it is text", () => {
  const cases: [template: TemplateValue, remembered: unknown, written: string][] = [
    ["{{value}}", 7, "7"],
    ["{{value}}", "7", '"7"'],
    ["{{value}}", null, "null"],
    ["{{value}}", { a: [1, "b"] }, '{"a":[1,"b"]}'],
    ["n {{value}}", 7, '"n 7"'],
    ["{{vu}}", "", "7"],
    ["{{number 1 1 2}}", "", "1.00"],
    ["{{pick true}}", "", "true"],
    ["{{pick 'true'}}", "", '"true"'],
    ["{{secret.KEY}}", "", '"k\\"&/\\\\"'],
    ["a {{secret.KEY}}", "", '"a k\\"&/\\\\"'],
    [{ 'a"b': ["{{value}}", 1, null, true, "t"], c: {} }, "x", '{"a\\"b":["x",1,null,true,"t"],"c":{}}'],
    [[], "", "[]"],
  ];
  for (const [template, remembered, written] of cases) assert.equal(json(template, remembered), written);
});

test("whatever is remembered, a JSON body stays JSON and gives it back", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (remembered, around) => {
      const safe = `:${around.replaceAll("{", "")}`;
      const body = json({ alone: "{{value}}", within: `${safe}{{value}}${safe}` }, remembered);
      const asText = typeof remembered === "string" ? remembered : JSON.stringify(remembered);
      assert.deepEqual(
        JSON.parse(body),
        JSON.parse(JSON.stringify({ alone: remembered, within: `${safe}${asText}${safe}` })),
      );
    }),
    { numRuns: 500 },
  );
});

test("whatever is remembered, a path and a form hold it and nothing beside it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (remembered) => {
      const url = new URL(`http://a.test${text("/x/?v={{value}}&w=1", IN_PATH, remembered)}`);
      assert.deepEqual([url.searchParams.get("v"), url.searchParams.get("w"), url.hash], [remembered, "1", ""]);
      const form = new URLSearchParams(`v=${text("{{value}}", IN_FORM, remembered)}&w=1`);
      assert.deepEqual([form.get("v"), form.get("w"), form.size], [remembered, "1", 2]);
    }),
    { numRuns: 500 },
  );
});

test("a header line never ends early", () => {
  for (const wrong of ["a\r\nx: y", "a\nb", "a\rb", "a\0b", "a\u{1f600}", "a\u010ab", "\x7f"]) {
    assert.throws(() => text("{{value}}", IN_HEADER, wrong), TemplateFault, JSON.stringify(wrong));
    assert.throws(() => textSegments(`x ${wrong}`, IN_HEADER, context), TemplateFault, "what the author wrote too");
  }
  assert.equal(text("{{value}}", IN_HEADER, "a\tb é"), "a\tb é");
});

test("half a character is refused where it cannot be written", () => {
  for (const encoding of [IN_PATH, IN_FORM])
    assert.throws(() => text("{{value}}", encoding, "a\ud800"), /half a character/);
});

test("what cannot be read, and what is not there, is refused before anything is sent", () => {
  const cases: [template: string, message: RegExp][] = [
    ["{{vu", /^Expected }} at the end of a template; found the end of the text\.$/],
    ["{{nobody}}", /^No step remembers nobody\.$/],
    ["{{value.id}}", /^No step remembers value\.id\.$/],
    ["{{secret.OTHER}}", /^The secret OTHER is not set for this system\.$/],
    ["{{secret.CONSTRUCTOR}}", /is not set/],
  ];
  for (const [template, message] of cases) {
    assert.throws(() => textSegments(template, IN_TEXT, context), { name: "TemplateFault", message });
    assert.throws(() => jsonSegments({ a: [template] }, context), { name: "TemplateFault", message });
  }
  assert.throws(() => textSegments("{{now}}", IN_TEXT, { ...context, now: null }), TemplateFault);
});

test("segments are joined in order, and each request's are worked out anew", () => {
  let count = 0;
  const next = () => String(++count);
  const write = joinSegments(["a", "b", next, "", "c", next]);
  const user = userWith("");
  assert.deepEqual([write(user), write(user)], ["ab1c2", "ab3c4"]);
  assert.equal(joinSegments([])(user), "");
  assert.equal(joinSegments([next])(user), "5");
});
