import assert from "node:assert/strict";
import test from "node:test";
import { limitsAt } from "./objectives-completion.ts";

/** `§` marks the place; the first few labels. */
const cases: [name: string, text: string, labels: string[] | null][] = [
  ["keys at the top", "§", ["objectives", "thresholds", "environments", "abort when"]],
  ["keys of a limit", "objectives:\n  - §", ["metric", "until", "of", "tag", "users", "limit", "warn", "per", "judge"]],
  ["keys in braces, without those that are there", "objectives:\n  - { metric: p95, §", ["until", "of", "tag"]],
  ["measures", "objectives:\n  - { metric: §", ["p50", "p95", "p99", "p99.9", "mean"]],
  ["limits by example", "objectives:\n  - { metric: p95, limit: §", ["500 ms", "2 s", "0.1 %", "1000/s"]],
  ["a choice", "objectives:\n  - { metric: p95, per: §", ["run", "second"]],
  ["what a recovery goes back to", "objectives:\n  - { metric: recovery, until: §", ["p95 < 250 ms"]],
  ["k6's metrics", "thresholds:\n  §", ["http_req_duration", "http_req_failed", "http_reqs", "checks"]],
  ["environments", "environments:\n  §", ["practice", "test", "staging", "production"]],
  ["limits of an environment", "environments:\n  staging:\n    - { metric: p95, judge: §", ["measured", "bound"]],
  ["when a run ends", "abort when:\n  - §", ["metric", "limit", "for"]],
  ["nothing for a step's name", "objectives:\n  - { metric: p95, of: §", null],
  ["nothing in a comment", "objectives: # §", null],
];

for (const [name, text, labels] of cases)
  test(name, () => {
    const found = limitsAt(text.replace("§", ""), text.indexOf("§"));
    assert.deepEqual(found?.suggestions.slice(0, labels?.length).map(({ label }) => label) ?? null, labels);
  });
