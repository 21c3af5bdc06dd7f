import assert from "node:assert/strict";
import test from "node:test";
import { type Mistake, readScenario } from "./scenario.ts";

function mistakesIn(text: string): Mistake[] {
  const read = readScenario(text);
  return read.ok ? [] : read.mistakes;
}

function places(text: string): string[] {
  return mistakesIn(text).map(({ line, column, found }) => `${line}:${column} ${found}`);
}

const MIX = "mix: [{ get: / }]";

test("the sentence says line, column, what was expected and what was found", () => {
  const text = `name: x\nthink: { between: [2s, 5] }\n${MIX}`;
  assert.deepEqual(mistakesIn(text), [
    {
      line: 2,
      column: 24,
      expected: "a duration with its unit, such as 5s or 300ms",
      found: "the number 5",
      sentence: "Line 2, column 24: a duration with its unit was expected, such as 5s or 300ms. Found: the number 5.",
    },
  ]);
});

const yamlMistakes: [name: string, text: string, place: string, expected: RegExp][] = [
  ["nothing at all", "", "1:1 nothing", /^a scenario/],
  ["a list", "- a", "1:1 a list", /^a scenario/],
  [
    "a template outside quotes",
    `name: x\nmix:\n  - get: /\n    json: { a: {{unique 'L'}} }`,
    "4:16 {{unique 'L'}} without quotes",
    /in quotes, such as "\{\{unique 'L'\}\}"/,
  ],
  [
    "a template outside quotes, in brackets",
    `name: x\nheaders: { authorization: Bearer {{token}} }\n${MIX}`,
    `2:34 "{{token}} }"`,
    /in quotes where it holds a template/,
  ],
  ["a colon in a text", `name: a: b\n${MIX}`, '1:7 "a: b"', /one key and one value/],
  ["a tab", `name: x\nmix:\n\t- get: /`, '3:1 "\\t- get: /"', /indentation of blanks/],
  ["an open quote", `name: "x`, "1:9 the end of the line", /closing quote/],
  ["an open bracket", `name: x\nmix: [{ get: / }`, "2:17 the end of the line", /every bracket closed/],
  [
    "an uneven indentation",
    "name: x\nmix:\n  - get: /\n name: y",
    '4:1 " name: y"',
    /indentation of the lines beside it/,
  ],
  ["an unknown escape", `name: "\\q"\n${MIX}`, '1:8 "\\\\q\\""', /escape/],
  ["a special character first", `name: @x\n${MIX}`, '1:7 "@x"', /in quotes where it begins/],
  ["two documents", `name: x\n${MIX}\n---\nname: y`, '3:1 "---"', /one document/],
  ["an anchor", `name: &a x\n${MIX}`, "1:10 &a", /without an anchor/],
  ["a tag", `name: !!binary x\n${MIX}`, "1:16 tag:yaml.org,2002:binary", /without a tag/],
  ["a list as key", `? [a]\n: b`, "1:3 a list", /key of plain text/],
  ["__proto__ as key", `name: x\nmix: [{ get: /, json: { __proto__: 1 } }]`, '2:25 "__proto__"', /another key/],
];

for (const [name, text, place, expected] of yamlMistakes) {
  test(`YAML: ${name}`, () => {
    const [mistake] = mistakesIn(text);
    assert.deepEqual(places(text).slice(0, 1), [place]);
    assert.match(mistake?.expected ?? "", expected);
  });
}

test("an alias is refused beside its anchor", () => {
  const text = "name: x\nmix:\n  - get: /\n    tags: &a [b]\n  - get: /b\n    tags: *a";
  assert.deepEqual(places(text), ["4:14 &a", "6:11 *a"]);
});

/** `step` is the only one of the mix, its keys from line 3, column 5 on. */
const inStep = (step: string) => `name: x\nmix:\n  - ${step.split("\n").join("\n    ")}`;

const shapeMistakes: [name: string, text: string, place: string, expected: RegExp][] = [
  ["no name", MIX, "1:1 nothing of that name", /^name, a name/],
  ["an empty name", `name:\n${MIX}`, "1:1 nothing after name", /^a name of 1 to 120/],
  ["no mix", "name: x", "1:1 nothing of that name", /^mix, a list/],
  ["an empty mix", "name: x\nmix: []", "2:6 an empty list", /at least one step/],
  ["a mix that is a text", "name: x\nmix: none", '2:6 the text "none"', /at least one step/],
  ["a step that is a text", "name: x\nmix: [home]", '2:7 the text "home"', /^a step/],
  ["an unknown key", `name: x\ntink: 2s\n${MIX}`, '2:1 "tink"', /a known key, such as think/],
  ["a key nobody knows", `name: x\nvolume: 11\n${MIX}`, '2:1 "volume"', /one of the keys name, setup/],
  ["a letter swapped", inStep("wieght: 3\nget: /"), '3:5 "wieght"', /such as weight/],
  [
    "a weight in set-up",
    `name: x\nsetup: [{ get: /, weight: 1, name: a }]\n${MIX}`,
    '2:19 "weight"',
    /one of the keys name, get/,
  ],
  ["a weight of none", inStep("weight: 0\nget: /"), "3:13 the number 0", /above 0/],
  ["a weight in words", inStep("weight: ten\nget: /"), '3:13 the text "ten"', /above 0/],
  ["a path without /", inStep("get: api"), '3:10 the text "api"', /starts with \//],
  ["a path with a blank", inStep("get: /a b"), '3:10 the text "/a b"', /without blanks/],
  ["a path with a fragment", inStep("get: /a#b"), '3:10 the text "/a#b"', /without blanks/],
  ["think without unit", `name: x\nthink: 5\n${MIX}`, "2:8 the number 5", /a duration or a range/],
  ["a unit that is none", `name: x\nthink: 5 m\n${MIX}`, '2:8 the text "5 m"', /with its unit/],
  [
    "think the wrong way round",
    `name: x\nthink: { between: [5s, 2s] }\n${MIX}`,
    "2:19 a list",
    /not below the shortest/,
  ],
  ["think with one end", `name: x\nthink: { between: [5s] }\n${MIX}`, "2:19 a list", /a pair of durations/],
  ["a time-out of nothing", `name: x\ntimeouts: { whole: 0s }\n${MIX}`, '2:20 the text "0s"', /above 0/],
  ["a time-out nobody knows", `name: x\ntimeouts: { conect: 5s }\n${MIX}`, '2:13 "conect"', /such as connect/],
  ["cookies in words", `name: x\ncookies: none\n${MIX}`, '2:10 the text "none"', /true or false/],
  ["cold connections in words", `name: x\ncold connections: often\n${MIX}`, '2:19 the text "often"', /true or false/],
  ["a status beyond any", inStep("get: /\nexpect: { status: 99 }"), "4:23 the number 99", /status from 200 to 599/],
  [
    "a status in a list",
    inStep("get: /\nexpect: { status: [200, ok] }"),
    '4:29 the text "ok"',
    /status from 200 to 599/,
  ],
  ["a path into nothing", inStep("get: /\nexpect: { json: { id: present } }"), '4:23 "id"', /such as \$\.id/],
  ["expecting a list", inStep("get: /\nexpect: { json: { $.id: [1] } }"), "4:29 a list", /one value/],
  [
    "a template where none is read",
    inStep("get: /\nexpect: { contains: '{{vu}}' }"),
    '4:25 the text "{{vu}}"',
    /without templates/,
  ],
  [
    "remembering from nowhere",
    inStep("get: /\nremember: { id: id }"),
    '4:21 the text "id"',
    /path into the JSON answer/,
  ],
  [
    "remembering none",
    inStep("get: /\nremember: { ids: { last: 0, from: $.id } }"),
    "4:30 the number 0",
    /how many to keep/,
  ],
  [
    "remembering a field from nowhere",
    inStep("get: /\nremember: { ids: { from: { id: id } } }"),
    '4:36 the text "id"',
    /path into the JSON/,
  ],
  ["remembering under a function's name", inStep("get: /\nremember: { pick: $.id }"), '4:17 "pick"', /no function/],
  ["a header that is no name", inStep("get: /\nheaders: { 'a b': c }"), '4:16 "a b"', /name of a header/],
  ["a header of Gantry's own", inStep("get: /\nheaders: { Host: c }"), '4:16 "Host"', /does not write itself/],
  ["a header that is a number", inStep("get: /\nheaders: { a: 1 }"), "4:19 the number 1", /in quotes/],
  ["a header of two lines", inStep('get: /\nheaders: { a: "b\\r\\nc" }'), '4:19 the text "b\\r\\nc"', /one line/],
  ["a number JSON cannot hold", inStep("post: /\njson: { a: .nan }"), "4:16 the number .nan", /a JSON value/],
  [
    "a number too long",
    inStep("post: /\njson: { a: 12345678901234567890 }"),
    "4:16 the number 12345678901234567890",
    /digits in quotes/,
  ],
  ["a template as key", inStep("post: /\njson: { '{{vu}}': 1 }"), '4:13 the text "{{vu}}"', /without templates/],
  ["an empty body", inStep("post: /\njson:"), "4:5 nothing after json", /a JSON body/],
];

for (const [name, text, place, expected] of shapeMistakes) {
  test(`shape: ${name}`, () => {
    const found = mistakesIn(text);
    assert.deepEqual(places(text), [place]);
    assert.match(found[0]?.expected ?? "", expected);
  });
}

const crossMistakes: [name: string, text: string, place: string, expected: RegExp][] = [
  ["a key twice", `name: x\nname: y\n${MIX}`, '2:1 "name" again', /not there yet/],
  ["no method", inStep("weight: 1"), "3:5 a step without a method", /one method/],
  ["two methods", inStep("get: /\npost: /"), "4:5 post beside get", /one method/],
  ["two bodies", inStep("post: /\njson: {}\nform: {}"), "5:5 form beside json", /one body/],
  [
    "head with an expected body",
    inStep("head: /\nexpect: { contains: a }"),
    "4:15 contains beside head",
    /head without a body/,
  ],
  ["two spellings", `name: x\ntimeouts: { first byte: 1s, firstByte: 2s }\n${MIX}`, "2:29 both", /either/],
  ["a name twice", "name: x\nmix:\n  - { name: a, get: / }\n  - { name: a, get: /b }", '4:13 "a" again', /not taken/],
  ["a left-out name twice", "name: x\nsetup: [{ get: / }]\nmix: [{ get: / }]", '3:9 "GET /" again', /not taken/],
  ["a need nobody fills", inStep("get: /\nneeds: lots"), '4:12 "lots"', /name that a step remembers$/],
  ["a need misspelt", inStep("get: /\nremember: { lots: $.id }\nneeds: lotz"), '5:12 "lotz"', /such as lots/],
  [
    "a need only it fills",
    inStep("get: /\nremember: { lots: $.id }\nneeds: lots"),
    "5:12 lots, which only steps remember that wait for it",
    /before it is needed/,
  ],
  ["a name nobody remembers", inStep("get: /a/{{token}}"), "3:15 token", /function or a name/],
  [
    "a name misspelt",
    `name: x\nsetup: [{ get: /t, remember: { token: $.t } }]\nheaders: { a: "Bearer {{tokn}}" }\n${MIX}`,
    "3:25 tokn",
    /such as token/,
  ],
  [
    "used before it is remembered",
    "name: x\nsetup:\n  - get: /{{a}}\n  - get: /\n    remember: { a: $.a }\nmix: [{ get: /x }]",
    "3:13 a, remembered later",
    /earlier set-up step/,
  ],
  [
    "a field nobody keeps",
    inStep("get: /{{lots.cod}}\nremember: { lots: { from: { code: $.c } } }").replace(
      "mix:",
      "setup: [{ get: /s, remember: { lots: { from: { code: $.c } } } }]\nmix:",
    ),
    "4:13 lots.cod",
    /such as lots.code/,
  ],
  [
    "fields left out",
    inStep("get: /{{lots}}\n").replace(
      "mix:",
      "setup: [{ get: /s, remember: { lots: { from: { code: $.c } } } }]\nmix:",
    ),
    "4:13 lots",
    /a field of lots, such as lots.code/,
  ],
  [
    "a field of what has none",
    inStep("get: /{{t.id}}\n").replace("mix:", "setup: [{ get: /s, remember: { t: $.t } }]\nmix:"),
    "4:13 t.id",
    /t without a field/,
  ],
  [
    "remembered in two shapes",
    "name: x\nmix:\n  - get: /\n    remember: { a: $.a }\n  - get: /b\n    remember: { a: { last: 2, from: $.a } }",
    "6:17 a with another count or other fields",
    /as the step before keeps it/,
  ],
  ["an unknown function", inStep("get: /{{pikc A B}}"), "3:13 pikc", /such as pick/],
  ["too few words", inStep("get: /{{integer 1}}"), "3:13 {{integer 1}}", /such as \{\{integer 1 7\}\}/],
  ["a word for a number", inStep('post: /\njson: { a: "{{integer 1 x}}" }'), "4:29 x", /a whole number/],
  ["a secret in small letters", inStep("get: /{{secret.password}}"), "3:13 {{secret.password}}", /in capitals/],
  ["an open template", inStep("get: /{{vu"), "3:11 the end of the text", /\}\} at the end/],
  ["after an escape", inStep('post: /\nbody: "\\u00e4 {{vu}} {{nobody}}"'), "4:28 nobody", /function or a name/],
  ["in a folded text", inStep("post: /\nbody: >\n  first\n  then {{nobody}}"), "6:14 nobody", /function or a name/],
  ["in doubled quotes", inStep("post: /\nbody: '{{unique ''L''}} {{nobody}}'"), "4:31 nobody", /function or a name/],
];

for (const [name, text, place, expected] of crossMistakes) {
  test(`across: ${name}`, () => {
    const found = mistakesIn(text);
    assert.deepEqual(places(text), [place]);
    assert.match(found[0]?.expected ?? "", expected);
  });
}

test("every mistake is reported, in the order of the text", () => {
  const text =
    "name: x\nthink: 5\nmix:\n  - wieght: 3\n    get: foo\n    needs: lots\n    json: { a: '{{integr 1 2}}' }";
  assert.deepEqual(
    mistakesIn(text).map(({ line }) => line),
    [2, 4, 5, 6, 7],
  );
});

test("windows line ends and a byte order mark leave lines and columns right", () => {
  assert.deepEqual(places(`\ufeffname: x\r\nthink: 5\r\n${MIX}`), ["2:8 the number 5"]);
});

test("what is left out has its default", () => {
  const read = readScenario(`name: x\n${MIX}`);
  assert.ok(read.ok);
  assert.deepEqual(read.scenario, {
    name: "x",
    setup: [],
    headers: {},
    think: { minMs: 0, maxMs: 0 },
    timeouts: { connectMs: 5_000, firstByteMs: 10_000, wholeMs: 30_000 },
    coldConnections: false,
    keepsCookies: true,
    mix: [
      {
        name: "GET /",
        weight: 1,
        tags: [],
        needs: null,
        method: "GET",
        path: "/",
        headers: {},
        body: null,
        expect: { status: [], json: [], contains: null },
        remember: [],
        users: null,
        flow: null,
      },
    ],
    users: null,
    data: [],
    version: null,
  });
});

const tooMuch: [name: string, text: string][] = [
  ["a megabyte", "a".repeat(1 << 20)],
  ["256 KiB in fewer characters", "ä".repeat(140_000)],
  ["lists in lists", "- ".repeat(131_000)],
  ["lists in lists by indentation", Array.from({ length: 700 }, (_, n) => `${" ".repeat(n)}-\n`).join("")],
  ["brackets in brackets", "[".repeat(262_000)],
  ["brackets hidden in comments", "[ # ]\n".repeat(40_000)],
  ["maps in maps", "{a: ".repeat(60_000)],
  ["keys of keys", "? ".repeat(131_000)],
  ["tags on tags", "!a ".repeat(80_000)],
  ["anchors on anchors", "&a ".repeat(80_000)],
  ["keys without end", "a: 1\n".repeat(50_000)],
  ["directives without end", "%\n".repeat(130_000)],
  [
    "an alias bomb",
    `a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n${Array.from({ length: 30 }, (_, n) => `k${n}: &k${n} [*c,*c]`).join("\n")}`,
  ],
];

for (const [name, text] of tooMuch) {
  test(`refused without working through it: ${name}`, () => {
    const found = mistakesIn(text);
    assert.ok(found.length > 0 && found.length <= 100);
  });
}
