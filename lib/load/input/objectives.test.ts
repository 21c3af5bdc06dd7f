import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import type { Criterion, Scope } from "../core/criterion.ts";
import { scopeName } from "../core/criterion-scope.ts";
import { objectiveTemplates } from "../core/objective-templates.ts";
import { criterionName, inUnit } from "../core/say.ts";
import { criteriaFor, readObjectives } from "./objectives.ts";
import { StartRun } from "./start-run.ts";

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

const one = (limit: string) => `objectives:\n  - { metric: ${limit} }`;

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
  ["a warning beyond the limit", one("p95, limit: 500 ms, warn: 900 ms"), "2:41 900 ms"],
  ["a warning at the limit", one("errors, limit: 1 %, warn: 1 %"), "2:41 1 %"],
  ["a warning under a throughput", one("throughput, limit: 100/s, warn: 90/s"), "2:47 90/s"],
  ["a warning of each second", one("p95, limit: 500 ms, warn: 400 ms, per: second"), "2:41 400 ms"],
  ["delivery of one step", one("delivered, of: register lot, limit: 98 %"), "2:26 of"],
  ["delivery of a tag", one("delivered, tag: read, limit: 98 %"), "2:26 tag"],
  ["delivery each second", one("delivered, limit: 98 %, per: second"), "2:44 second"],
  ["recovery each second", one("recovery, until: p95 < 1 s, limit: 30 s, per: second"), "2:61 second"],
  ["a second by bound", one("p95, limit: 500 ms, per: second, judge: bound"), "2:40 second"],
  ["errors of each second by bound", one("errors, limit: 1 %, per: second, judge: bound"), "2:40 second"],
  ["a mean by bound", one("mean, limit: 500 ms, judge: bound"), "2:43 bound"],
  ["a recovery by bound", one("recovery, until: p95 < 1 s, limit: 30 s, judge: bound"), "2:63 bound"],
  [
    "one of an environment alone",
    "environments:\n  staging:\n    - { metric: mean, limit: 1 s, judge: bound }",
    "3:42 bound",
  ],
  ["a recovery to nothing", one("recovery, limit: 30 s"), "2:15 recovery alone"],
  ["a recovery to a mean", one("recovery, until: mean < 1 s, limit: 30 s"), "2:32 mean < 1 s"],
  ["until of a percentile", one("p95, until: p95 < 1 s, limit: 30 s"), "2:20 p95"],
  ["a recovery in percent", one("recovery, until: p95 < 1 s, limit: 5 %"), "2:50 5 %"],
  ["an abort at a recovery", "abort when:\n  - { metric: recovery, limit: 1 s, for: 5 s }", '2:15 the text "recovery"'],
  [
    "a threshold that ends a run",
    "thresholds:\n  http_req_duration: [{ threshold: p(95)<5, abortOnFail: true }]",
    "2:23 a set of keys",
  ],
  [
    "a selector that is not known here",
    "thresholds:\n  'http_req_duration{status:200}': [p(95)<5]",
    '2:3 "http_req_duration{status:200}"',
  ],
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

test("a mistake is said in a sentence", () => {
  const cases: [text: string, sentence: string][] = [
    [
      one("p95, limit: 500 ms, warn: 900 ms"),
      "Line 2, column 41: a warning below the limit, to warn before it, was expected. Found: 900 ms.",
    ],
    [
      one("delivered, tag: read, limit: 98 %"),
      "Line 2, column 26: a limit without a scope, as delivery is judged for all requests, was expected. Found: tag.",
    ],
    [
      "thresholds:\n  http_req_failed: [{ threshold: rate<0.1, abortOnFail: true }]",
      'Line 2, column 21: a text (k6 ends a run by abortOnFail, Gantry by "abort when") was expected, such as p(95)<500. Found: a set of keys.',
    ],
  ];
  for (const [wrong, sentence] of cases) {
    const read = readObjectives(wrong);
    assert.ok(!read.ok, wrong);
    assert.deepEqual(
      read.mistakes.map((mistake) => mistake.sentence),
      [sentence],
    );
  }
});

test("k6's selectors name a step, a tag or a kind of users", () => {
  const read = readObjectives(
    [
      "thresholds:",
      '  "http_req_duration{name:register lot}": [p(95)<1]',
      '  "http_req_duration{tag:read}": [p(95)<2]',
      '  "http_req_failed{users:biller}": [rate<0.1]',
      '  checks: ["rate>=1"]',
    ].join("\n"),
  );
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(
    read.set.criteria.map((found) => `${criterionName(found)} ${inUnit(found.metric, found.limit)} ${found.judge}`),
    [
      "p95 register lot 1 ms measured",
      "p95 tag read 2 ms measured",
      "errors users biller 10 % bound",
      "errors 0 % measured",
    ],
  );
});

test("a recovery of an environment takes the place of the other, whatever each goes back to", () => {
  const base = "{ metric: recovery, until: p95 < 250 ms, limit: 30 s }";
  const staging = "{ metric: recovery, until: p95 < 500 ms, limit: 1 min }";
  const read = readObjectives(`objectives:\n  - ${base}\nenvironments:\n  staging:\n    - ${staging}\n`);
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(said(criteriaFor(read.set, "test")), ["recovery to p95 250 ms 30 s"]);
  assert.deepEqual(said(criteriaFor(read.set, "staging")), ["recovery to p95 500 ms 60 s"]);
});

test("a shipped set's limits for an environment are none of those of all", () => {
  for (const { name, text: shipped } of objectiveTemplates) {
    const read = readObjectives(shipped);
    assert.ok(read.ok, `${name}: ${JSON.stringify(read)}`);
    const all = read.set.criteria.map((found) => JSON.stringify(found));
    for (const own of Object.values(read.set.overrides).flatMap((list) => list ?? []))
      assert.ok(!all.includes(JSON.stringify(own)), `${name}: ${JSON.stringify(own)} changes nothing`);
  }
  const stage = objectiveTemplates.find(({ team }) => team === "backend-v2");
  const read = readObjectives(stage?.text ?? "");
  assert.ok(read.ok);
  assert.deepEqual(Object.keys(read.set.overrides), ["staging", "production"]);
  assert.match(stage?.text ?? "", /assumptions to adapt/);
});

test("the example of the documentation can be saved", () => {
  const docs = readFileSync(path.resolve(import.meta.dirname, "../../../docs/verdicts.md"), "utf8");
  const example = /```yaml\n(objectives:[^`]+)```/.exec(docs)?.[1];
  const read = readObjectives(example ?? "missing");
  assert.ok(read.ok, JSON.stringify(read));
});

/** As a person writes a criterion. */
function written({ metric, scope, limit, judge, warn, per }: Criterion): string {
  const value = (amount: number) => {
    if (metric.kind === "errors" || metric.kind === "delivered") return `${(amount * 100).toFixed(4)} %`;
    if (metric.kind === "throughput") return `${amount}/s`;
    return metric.kind === "recovery" ? `${amount} s` : `${amount} ms`;
  };
  const percentile = (q: number) => `p${Number((q * 100).toFixed(4))}`;
  const name = "q" in metric && metric.kind === "percentile" ? percentile(metric.q) : metric.kind;
  const until = metric.kind === "recovery" ? [`until: ${percentile(metric.q)} < ${metric.limitMs} ms`] : [];
  const key = { step: "of", tag: "tag", users: "users", all: "" }[scope.kind];
  const about = scope.kind === "all" ? [] : [`${key}: ${scopeName(scope).replace(/^(tag|users) /, "")}`];
  const rest = [`limit: ${value(limit)}`, ...(warn == null ? [] : [`warn: ${value(warn)}`])];
  return `{ ${[`metric: ${name}`, ...until, ...about, ...rest, `per: ${per}`, `judge: ${judge}`].join(", ")} }`;
}

const q = fc.constantFrom(0.5, 0.9, 0.95, 0.99, 0.999);
const metrics = fc.oneof(
  q.map((one) => ({ kind: "percentile" as const, q: one })),
  fc
    .tuple(q, fc.integer({ min: 1, max: 90_000 }))
    .map(([one, limitMs]) => ({ kind: "recovery" as const, q: one, limitMs })),
  fc.constantFrom(...(["mean", "max", "errors", "throughput", "delivered"] as const)).map((kind) => ({ kind })),
);
const scopes = fc.constantFrom<Scope>(
  { kind: "all" },
  { kind: "step", step: "register lot" },
  { kind: "tag", tag: "read" },
  { kind: "users", users: "biller" },
);
const criteria: fc.Arbitrary<Criterion> = fc.record({
  metric: metrics,
  scope: scopes,
  limit: fc.integer({ min: 1, max: 100 }),
  judge: fc.constantFrom("measured", "bound"),
  warn: fc.option(fc.integer({ min: 1, max: 100 })),
  per: fc.constantFrom("run", "second"),
});

test("what a run may be asked for by its form can be written in a set and comes back the same, and nothing else", () => {
  fc.assert(
    fc.property(criteria, (any) => {
      const isRatio = any.metric.kind === "errors" || any.metric.kind === "delivered";
      const share = (amount: number) => (isRatio ? amount / 100 : amount);
      const one = { ...any, limit: share(any.limit), warn: any.warn == null ? null : share(any.warn) };
      const objectives = { criteria: [one], abortWhen: null };
      const byForm = StartRun.shape.objectives.safeParse(objectives);
      const bySet = readObjectives(`objectives:\n  - ${written(one)}\n`);
      assert.equal(bySet.ok, byForm.success, JSON.stringify(bySet));
      if (bySet.ok) assert.deepEqual(bySet.set.criteria, [one]);
    }),
    { numRuns: 500 },
  );
});
