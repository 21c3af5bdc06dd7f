import assert from "node:assert/strict";
import test from "node:test";
import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import { scenarioTemplates } from "../templates.ts";
import { yamlPlace } from "./yaml-place.ts";

const dotted = (path: ReturnType<typeof yamlPlace>["path"]) =>
  path
    .map((part) => (part.kind === "item" ? "[]" : `.${part.key}`))
    .join("")
    .replace(/^\./, "");

/** `§` marks the place. */
function at(marked: string): string {
  const { path, wants, word, siblings } = yamlPlace(marked.slice(0, marked.indexOf("§")));
  return `${wants} at ${dotted(path)} word ${word}${siblings.length === 0 ? "" : ` beside ${siblings.join(",")}`}`;
}

const cases: [name: string, text: string, place: string][] = [
  ["an empty text", "§", "key at  word "],
  ["the first word", "na§", "key at  word na"],
  ["after a key", "name: wa§", "value at name word wa"],
  ["the next line", "name: x\n§", "key at  word  beside name"],
  ["a word on the next line", "name: x\nmi§", "key at  word mi beside name"],
  ["below a key, further in", "think:\n  be§", "key at think word be"],
  ["a second key there", "timeouts:\n  connect: 5s\n  wh§", "key at timeouts word wh beside connect"],
  ["back out again", "timeouts:\n  connect: 5s\nmi§", "key at  word mi beside timeouts"],
  ["a list's first item", "mix:\n  - §", "key at mix[] word "],
  ["a word in an item", "mix:\n  - we§", "key at mix[] word we"],
  ["an item's second key", "mix:\n  - weight: 1\n    na§", "key at mix[] word na beside weight"],
  ["an item's value", "mix:\n  - weight: 1\n    get: /a§", "value at mix[].get word /a"],
  ["the second item", "mix:\n  - get: /\n  - §", "key at mix[] word "],
  ["a dash below its key", "mix:\n- get: /\n  na§", "key at mix[] word na beside get"],
  ["after a list whose dashes stand below its key", "mix:\n- get: /\nna§", "key at  word na beside mix"],
  ["a set in an item", "mix:\n  - get: /\n    expect:\n      st§", "key at mix[].expect word st"],
  [
    "after that set",
    "mix:\n  - get: /\n    expect:\n      status: 200\n    re§",
    "key at mix[] word re beside get,expect",
  ],
  ["in braces", "mix:\n  - get: /\n    expect: { st§", "key at mix[].expect word st"],
  ["in braces, after a comma", "    expect: { status: 200, js§", "key at expect word js beside status"],
  ["a value in braces", "expect: { status: 20§", "value at expect.status word 20"],
  ["braces in braces", "expect: { json: { $.id: pre§", "value at expect.json.$.id word pre"],
  ["braces closed again", "expect: { json: { $.id: present }, con§", "key at expect word con beside json"],
  ["over several lines", "json: { a: 1,\n  b: 2,\n  c§", "key at json word c beside a,b"],
  ["a list in brackets", "expect: { status: [200, 20§", "value at expect.status[] word 20"],
  ["a list of items in brackets", "mix: [{ get: /, we§", "key at mix[] word we beside get"],
  ["in quotes", 'name: "wa§', "in quotes at name word wa"],
  ["a template in quotes", 'json: { a: "{{pi§', "in quotes at json.a word {{pi"],
  ["after quotes", 'json: { a: "b", c§', "key at json word c beside a"],
  ["a quote that is escaped", 'json: { a: "b\\"c§', 'in quotes at json.a word b\\"c'],
  ["in a comment", "name: x # no§", "nothing at name word "],
  ["in a line of comment", "# name§", "nothing at  word "],
  ["a sharp sign that is no comment", "name: a#b§", "value at name word a#b"],
  ["a block of text", "body: |\n  some text§", "nothing at body word "],
  ["a key of two words", "timeouts:\n  first byte: 5s\n  wh§", "key at timeouts word wh beside first byte"],
  ["a colon in a path", "mix:\n  - get: /a:b§", "value at mix[].get word /a:b"],
  [
    "kinds of users",
    "users:\n  - kind: biller\n    mix:\n      - get: /\n        ta§",
    "key at users[].mix[] word ta beside get",
  ],
  ["a flow", "mix:\n  - name: f\n    flow:\n      - get: /\n      - po§", "key at mix[].flow[] word po"],
  ["a flow's own key after its steps", "mix:\n  - flow:\n      - get: /\n    we§", "key at mix[] word we beside flow"],
  ["a named data set", "data:\n  bags: { fi§", "key at data.bags word fi"],
  ["an empty line further in", "think:\n  §", "key at think word "],
  ["behind an empty line", "mix:\n  - get: /\n\n  - we§", "key at mix[] word we"],
  ["an empty line in an item", "mix:\n  - get: /\n    §", "key at mix[] word  beside get"],
];

for (const [name, text, place] of cases) test(name, () => assert.equal(at(text), place));

type Found = { path: string; offset: number; isQuoted: boolean };

/** Where every key of a text stands, by the YAML library's own account. */
function keysOf(node: unknown, path: string): Found[] {
  if (isSeq(node)) return node.items.flatMap((item) => keysOf(item, `${path}[]`));
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const isQuoted = key.type === "QUOTE_DOUBLE" || key.type === "QUOTE_SINGLE";
    const below = path === "" ? String(key.value) : `${path}.${key.value}`;
    return [{ path, offset: key.range?.[0] ?? 0, isQuoted }, ...keysOf(value, below)];
  });
}

test("at every key of every scenario that is shipped, the path is the one that the YAML library finds", () => {
  let looked = 0;
  for (const { key, text } of scenarioTemplates) {
    for (const { path, offset, isQuoted } of keysOf(parseDocument(text).contents, "")) {
      const place = yamlPlace(text.slice(0, offset + 1));
      assert.deepEqual(
        [place.wants, dotted(place.path)],
        [isQuoted ? "in quotes" : "key", path],
        `${key} at ${offset}`,
      );
      looked += 1;
    }
  }
  assert.ok(looked > 100, `only ${looked} keys were looked at`);
});

test("whatever is typed, there is a place", () => {
  for (const { text } of scenarioTemplates)
    for (let end = 0; end < text.length; end += 7) assert.ok(yamlPlace(text.slice(end)).path.length < 100);
});
