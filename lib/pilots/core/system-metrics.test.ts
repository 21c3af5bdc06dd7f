import assert from "node:assert/strict";
import test from "node:test";
import { parseExposition } from "./exposition.ts";
import { metricsUrl, parseSelector, readsText, selects } from "./system-metrics.ts";

const parsed = parseExposition(
  'up{job="a",cpu="0"} 1\nup{job="a",cpu="1"} 2\nup{job="b \\"x\\", y"} 3\nup 4\nother{job="a"} 5\n',
);
const samples = parsed.ok ? parsed.samples : [];

const cases: [selector: string, values: number[]][] = [
  ["up", [1, 2, 3, 4]],
  [" up {} ", [1, 2, 3, 4]],
  ['up{job="a"}', [1, 2]],
  ['up{ job = "a" , cpu != "0" , }', [2]],
  ['up{job!="a"}', [3, 4]],
  ['up{job=""}', [4]],
  ['up{job!=""}', [1, 2, 3]],
  ['up{job="b \\"x\\", y"}', [3]],
  ['up{job="a",job="b"}', []],
  ["down", []],
];

for (const [text, values] of cases)
  test(`${text} selects ${values.join(", ") || "nothing"}`, () => {
    const read = parseSelector(text);
    assert.ok(read.ok, read.ok ? "" : read.why);
    const { selector } = read;
    assert.deepEqual(
      samples.filter((sample) => selects(selector, sample)).map(({ value }) => value),
      values,
    );
  });

const refused: [selector: string, why: RegExp][] = [
  ["", /a metric is expected/],
  ['{job="a"}', /a metric is expected/],
  ["sum(up)", /a metric is expected/],
  ["rate(up[5m])", /a metric is expected/],
  ['up{job="a"', /a metric is expected/],
  ["up{job=a}", /labels are written/],
  ['up{job="a" cpu="0"}', /labels are written/],
  ['up{,job="a"}', /labels are written/],
  ['up{job="a}', /labels are written/],
  ['up{job=~"a|b"}', /patterns are not taken/],
  ['up{job!~"a"}', /patterns are not taken/],
];

for (const [text, why] of refused)
  test(`${text || "nothing"} is refused`, () => {
    const read = parseSelector(text);
    assert.ok(!read.ok);
    assert.match(read.why, why);
  });

test("a path stands behind the system's address, an address stands for itself", () => {
  const cases: [baseUrl: string, address: string, url: string][] = [
    ["http://a:80", "/metrics", "http://a:80/metrics"],
    ["http://a/app/", "/metrics?x=1", "http://a/app/metrics?x=1"],
    ["http://a", "http://b:9100/metrics", "http://b:9100/metrics"],
  ];
  for (const [baseUrl, address, url] of cases) assert.equal(metricsUrl(baseUrl, address), url);
});

test("what is read is named while it is short", () => {
  const figure = { address: "/metrics", metric: "a", way: "value", fold: "sum", unit: "count" } as const;
  const reads = (...labels: string[]) =>
    readsText({ addresses: ["/metrics"], figures: labels.map((label) => ({ ...figure, label })) });
  assert.equal(reads("CPU"), "reads CPU");
  assert.equal(reads("CPU", "Memory", "Connections"), "reads CPU, Memory and Connections");
  assert.equal(reads("a", "b", "c", "d"), "reads 4 of its figures");
});
