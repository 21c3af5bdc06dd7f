import assert from "node:assert/strict";
import test from "node:test";
import type { Metric } from "./criterion.ts";
import { readLimit, readMetric } from "./limit-text.ts";

const metrics: [text: string, kind: string | null][] = [
  ["p99", "percentile 0.99"],
  ["p99.9", "percentile 0.999"],
  ["p50", "percentile 0.5"],
  ["p0", null],
  ["p100", null],
  ["P99", null],
  ["mean", "mean"],
  ["max", "max"],
  ["errors", "errors"],
  ["throughput", "throughput"],
  ["delivered", "delivered"],
  ["average", null],
  ["recovery", null],
  ["", null],
];

test("metrics by their names", () => {
  for (const [text, expected] of metrics) {
    const metric = readMetric(text);
    const said = metric === null ? null : metric.kind === "percentile" ? `percentile ${metric.q}` : metric.kind;
    assert.equal(said, expected, text);
  }
});

const untils: [until: string, metric: Metric | null][] = [
  ["p95 < 250 ms", { kind: "recovery", q: 0.95, limitMs: 250 }],
  ["p99.9<=1.5s", { kind: "recovery", q: 0.999, limitMs: 1_500 }],
  [" p50 < 2 min ", { kind: "recovery", q: 0.5, limitMs: 120_000 }],
  ["p95 > 250 ms", null],
  ["p95 < 250", null],
  ["p95 < 0 ms", null],
  ["p100 < 1 s", null],
  ["mean < 1 s", null],
  ["recovery < 1 s", null],
  ["p95", null],
  ["", null],
];

test("what a recovery goes back to", () => {
  for (const [until, metric] of untils) assert.deepEqual(readMetric("recovery", until), metric, until);
});

const limits: [metric: string, text: string, limit: number | null][] = [
  ["p99", "500 ms", 500],
  ["p99", "500ms", 500],
  ["p99", "1.5 s", 1_500],
  ["mean", "2 min", 120_000],
  ["p99", "500", null],
  ["p99", "0 ms", null],
  ["p99", "5 %", null],
  ["errors", "0.1 %", 0.001],
  ["errors", "0 %", 0],
  ["errors", "100%", 1],
  ["errors", "101 %", null],
  ["errors", "0.001", null],
  ["delivered", "98 %", 0.98],
  ["throughput", "1000/s", 1_000],
  ["throughput", "20000 / h", 20_000 / 3_600],
  ["throughput", "0/s", null],
  ["throughput", "1000", null],
  ["recovery", "30 s", 30],
  ["recovery", "2 min", 120],
  ["recovery", "500 ms", 0.5],
  ["recovery", "30", null],
  ["recovery", "0 s", null],
];

test("limits in the units of their figures", () => {
  for (const [name, text, limit] of limits) {
    const metric = readMetric(name, "p95 < 250 ms");
    assert.ok(metric !== null);
    assert.equal(readLimit(metric, text), limit, `${name} ${text}`);
  }
});
