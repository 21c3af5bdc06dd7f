import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { mostLines, parseExposition, type Sample } from "./exposition.ts";

/** As `name{label=value}` and the value, which may be NaN. */
const shown = ({ name, labels, value }: Sample) => [
  labels.size === 0 ? name : `${name}{${[...labels].map(([label, text]) => `${label}=${text}`).join(",")}}`,
  value,
];

function samplesOf(text: string) {
  const parsed = parseExposition(text);
  assert.ok(parsed.ok, parsed.ok ? "" : parsed.why);
  return parsed.samples.map(shown);
}

const cases: [what: string, text: string, samples: (string | number)[][]][] = [
  ["nothing", "", []],
  ["empty lines and comments", "\n  \n# a comment\n#\n#TYPE\n", []],
  ["a bare value", "up 1", [["up", 1]]],
  [
    "with a line end of another system",
    "up 1\r\ndown 0\r\n",
    [
      ["up", 1],
      ["down", 0],
    ],
  ],
  ["tabs and many spaces", " up\t  1 ", [["up", 1]]],
  ["a colon in a name", "job:up:sum 3", [["job:up:sum", 3]]],
  ["labels", 'a{b="1",c="x y"} 2', [["a{b=1,c=x y}", 2]]],
  ["a comma after the last label", 'a{b="1",} 2', [["a{b=1}", 2]]],
  ["empty braces", "a{} 2", [["a", 2]]],
  ["room everywhere", 'a { b = "1" , c = "2" } 2', [["a{b=1,c=2}", 2]]],
  ["no room before the value", 'a{b="1"}2', [["a{b=1}", 2]]],
  ["a label's own braces, commas and quotes", String.raw`a{b="},{\"\\\n"} 2`, [['a{b=},{"\\\n}', 2]]],
  ["letters of the whole world", 'a{b="Žďár 🚚"} 2', [["a{b=Žďár 🚚}", 2]]],
  ["an empty label", 'a{b=""} 2', [["a{b=}", 2]]],
  ["a name that objects know", 'a{__proto__="1",constructor="2"} 2', [["a{__proto__=1,constructor=2}", 2]]],
  [
    "exponents and signs",
    "a 1.5e-3\nb -2E6\nc +.5\nd 3.",
    [
      ["a", 0.0015],
      ["b", -2e6],
      ["c", 0.5],
      ["d", 3],
    ],
  ],
  [
    "what is no number",
    "a NaN\nb +Inf\nc -Inf\nd Inf\ne nan",
    [
      ["a", NaN],
      ["b", Infinity],
      ["c", -Infinity],
      ["d", Infinity],
      ["e", NaN],
    ],
  ],
  [
    "a timestamp",
    "a 1 1395066363000\nb 2 -5\nc 3 1520879607.789",
    [
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ],
  ],
  ["OpenMetrics: an exemplar and the end", 'a_total 17 # {trace_id="1"} 0.67 1520\n# EOF', [["a_total", 17]]],
  ["OpenMetrics: an exemplar after a timestamp", 'a_total 17 1520 # {t="1"} 0.67', [["a_total", 17]]],
  ["the first of two that are the same", 'a{b="1",c="2"} 1\na{c="2",b="1"} 2', [["a{b=1,c=2}", 1]]],
  [
    "histogram lines are samples",
    'h_bucket{le="+Inf"} 3\nh_sum 1.5\nh_count 3',
    [
      ["h_bucket{le=+Inf}", 3],
      ["h_sum", 1.5],
      ["h_count", 3],
    ],
  ],
];

for (const [what, text, samples] of cases) test(`reads ${what}`, () => assert.deepEqual(samplesOf(text), samples));

const refused: [what: string, text: string, why: RegExp][] = [
  ["a page", "<!doctype html>\n<p>Log in</p>", /^line 1 is no metric: "<!doctype html>"$/],
  ["JSON", '{"status":"ok"}', /^line 1 /],
  ["a name alone", "a 1\nup", /^line 2 is no metric: "up"$/],
  ["no value after labels", 'a{b="1"}', /^line 1 /],
  ["a name that begins with a digit", "1up 1", /^line 1 /],
  ["a dash in a name", "up-time 1", /^line 1 /],
  ["a value in words", "up yes", /^line 1 /],
  ["a hexadecimal value", "up 0x10", /^line 1 /],
  ["a value that objects know", "up constructor", /^line 1 /],
  ["two values too many", "up 1 2 3", /^line 1 /],
  ["a timestamp in words", "up 1 now", /^line 1 /],
  ["braces that are not closed", 'a{b="1" 2', /^line 1 /],
  ["a quote that is not closed", 'a{b="1} 2', /^line 1 /],
  ["a label without quotes", "a{b=1} 2", /^line 1 /],
  ["a label twice", 'a{b="1",b="2"} 3', /^line 1 /],
  ["two commas", 'a{b="1",,c="2"} 3', /^line 1 /],
  ["a long line is shown by its beginning", `9${"x".repeat(5_000)}`, /^line 1 is no metric: "9x{59}"$/],
  ["an answer that was cut off", 'a{b="1"} 2\na{b="2', /^line 2 /],
  ["too many lines", "a 1\n".repeat(mostLines + 1), /^it has more than 100,000 lines$/],
];

for (const [what, text, why] of refused)
  test(`refuses ${what}`, () => {
    const parsed = parseExposition(text);
    assert.ok(!parsed.ok);
    assert.match(parsed.why, why);
  });

test("as many lines as are taken are taken", () => {
  const text = Array.from({ length: mostLines }, (_, index) => `a{i="${index}"} ${index}`).join("\n");
  assert.equal(samplesOf(`${text}\n`).length, mostLines);
});

test("what is not wanted is passed over, but must begin as a metric does", () => {
  const wanted = (name: string) => name === "b";
  const parsed = parseExposition('a{x="1"} 1\nb 2\n# HELP a not wanted\n# HELP b wanted\n', wanted);
  assert.ok(parsed.ok);
  assert.deepEqual([parsed.samples.map(shown), [...parsed.helps.keys()]], [[["b", 2]], ["b"]]);
  assert.ok(!parseExposition("<html>\nb 2", wanted).ok);
});

test("types and helps are kept by name, with their escapes read", () => {
  const parsed = parseExposition(
    "# HELP a two\\nlines and a \\\\\n# TYPE a counter\n#  TYPE b gauge\n# TYPES c x\na 1",
  );
  assert.ok(parsed.ok);
  assert.deepEqual([...parsed.helps], [["a", "two\nlines and a \\"]]);
  assert.deepEqual(
    [...parsed.types],
    [
      ["a", "counter"],
      ["b", "gauge"],
    ],
  );
});

test("what is written comes back: any labels, any figure", () => {
  const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,20}$/);
  const label = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,10}$/);
  const labels = fc.uniqueArray(fc.tuple(label, fc.string({ unit: "grapheme" })), { selector: ([one]) => one });
  const escaped = (text: string) => text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
  fc.assert(
    fc.property(name, labels, fc.double(), (name, labels, value) => {
      const written = labels.filter(([, text]) => !text.includes("\r"));
      const braces = written.map(([label, text]) => `${label}="${escaped(text)}"`).join(",");
      const number = value === Infinity ? "+Inf" : value === -Infinity ? "-Inf" : String(value);
      const parsed = parseExposition(`${name}{${braces}} ${number}`);
      assert.ok(parsed.ok, parsed.ok ? "" : parsed.why);
      assert.deepEqual([...(parsed.samples[0]?.labels ?? [])], written);
      assert.ok(Object.is(parsed.samples[0]?.value, value) || value === 0);
    }),
  );
});

test("never throws, whatever comes", () => {
  const line = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[a{}="\\,# 0-9.]{0,40}$/));
  fc.assert(fc.property(fc.array(line), (lines) => typeof parseExposition(lines.join("\n")).ok === "boolean"));
});
