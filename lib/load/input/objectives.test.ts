import assert from "node:assert/strict";
import test from "node:test";
import { criterionName, inUnit } from "../core/say.ts";
import { criteriaFor, readObjectives } from "./objectives.ts";

const text = `
objectives:
  - { metric: p99, of: register lot, limit: 500 ms, warn: 400 ms }
  - { metric: errors, limit: 0.1 %, judge: measured }
  - { metric: throughput, limit: 1000/s }
  - { metric: p95, tag: read, limit: 100 ms, per: second }
  - { metric: p95, users: biller, limit: 2 s }
  - p(95)<500
thresholds:
  http_req_duration: ["avg<300"]
  "http_req_duration{name:traceability}": ["p(99)<900"]
  http_req_failed: ["rate<0.01"]
environments:
  staging:
    - { metric: p99, of: register lot, limit: 800 ms }
    - { metric: max, limit: 10 s }
`;

const said = (criteria: ReturnType<typeof criteriaFor>) =>
  criteria.map((one) => `${criterionName(one)} ${inUnit(one.metric, one.limit)}`);

test("a set as a person writes it", () => {
  const read = readObjectives(text);
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(said(criteriaFor(read.set, "test")), [
    "p99 register lot 500 ms",
    "errors 0.1 %",
    "throughput 1,000/s",
    "p95 tag read each second 100 ms",
    "p95 users biller 2,000 ms",
    "p95 500 ms",
    "mean 300 ms",
    "p99 traceability 900 ms",
    "errors 1 %",
  ]);
  const [first, second] = read.set.criteria;
  assert.deepEqual([first?.warn, first?.judge, second?.judge], [400, "measured", "measured"]);
});

test("an environment's own limits take the place of those about the same", () => {
  const read = readObjectives(text);
  assert.ok(read.ok);
  const staging = said(criteriaFor(read.set, "staging"));
  assert.ok(!staging.includes("p99 register lot 500 ms"));
  assert.deepEqual(staging.slice(-2), ["p99 register lot 800 ms", "max 10 s"]);
});

test("a run ends by itself: errors, latency, both, and none", () => {
  const errors = "{ metric: errors, limit: 20 %, for: 10 s }";
  const slow = "{ metric: p95, limit: 5 s, for: 30 s }";
  const whenErrors = { errorRatio: 0.2, seconds: 10 };
  const whenSlow = { q: 0.95, limitMs: 5_000, seconds: 30 };
  const cases: [aborts: string, abortWhen: object | null, abortWhenSlow: object | null][] = [
    [`[${errors}]`, whenErrors, null],
    [`[${slow}]`, null, whenSlow],
    [`[${slow}, ${errors}]`, whenErrors, whenSlow],
    ["[]", null, null],
  ];
  for (const [aborts, abortWhen, abortWhenSlow] of cases) {
    const read = readObjectives(`abort when: ${aborts}`);
    assert.ok(read.ok, JSON.stringify(read));
    assert.deepEqual([read.set.abortWhen, read.set.abortWhenSlow], [abortWhen, abortWhenSlow], aborts);
  }
});

const mistakes: [name: string, text: string, place: string][] = [
  ["an unknown metric", "objectives:\n  - { metric: p101, limit: 1 s }", '2:15 the text "p101"'],
  ["a limit without its unit", "objectives:\n  - { metric: p99, limit: '500' }", "2:27 500"],
  ["a time for errors", "objectives:\n  - { metric: errors, limit: 1 s }", "2:30 1 s"],
  ["two scopes", "objectives:\n  - { metric: p99, of: a, tag: b, limit: 1 s }", "2:27 of and tag"],
  ["an unknown key", "objectives:\n  - { metric: p99, limt: 1 s, limit: 1 s }", '2:20 "limt"'],
  ["an unknown environment", "environments:\n  prod: []", '2:3 "prod"'],
  ["an expression that nobody judges", "objectives:\n  - min>3", '2:5 the text "min>3"'],
  ["a threshold the other way round", "thresholds:\n  http_req_failed: [rate>0.5]", "2:21 rate>0.5"],
  ["a metric that is not k6's", "thresholds:\n  http_latency: [p(95)<5]", '2:3 "http_latency"'],
  ["an abort without its time", "abort when:\n  - { metric: errors, limit: 20 % }", "2:5 nothing of that name"],
  ["an abort at a mean", "abort when:\n  - { metric: mean, limit: 1 s, for: 5 s }", '2:15 the text "mean"'],
  ["an abort for a minute", "abort when:\n  - { metric: errors, limit: 5 %, for: 1 min }", '2:40 the text "1 min"'],
  ["a time for errors that abort", "abort when:\n  - { metric: errors, limit: 1 s, for: 5 s }", "2:30 1 s"],
  [
    "two aborts of a kind",
    "abort when:\n  - { metric: errors, limit: 5 %, for: 5 s }\n  - { metric: errors, limit: 9 %, for: 5 s }",
    "3:5 two for errors",
  ],
  ["no YAML", "objectives: [", "1:14 the end of the line"],
];

test("each mistake with its place", () => {
  for (const [name, wrong, place] of mistakes) {
    const read = readObjectives(wrong);
    assert.ok(!read.ok, name);
    assert.deepEqual(
      read.mistakes.map(({ line, column, found }) => `${line}:${column} ${found}`),
      [place],
      name,
    );
  }
});

test("an empty text is an empty set", () => {
  const nothing = { criteria: [], overrides: {}, abortWhen: null, abortWhenSlow: null };
  assert.deepEqual(readObjectives(""), { ok: true, set: nothing });
});
