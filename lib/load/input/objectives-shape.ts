import { z } from "zod";
import { environments } from "../../platform/core/environment.ts";
import { type LimitOf, readLimitExpression } from "../core/limit-expression.ts";
import { metricExamples, readMetric, untilExample } from "../core/limit-text.ts";

/** The shape of a set's text, for reading it and for editors. */

const criterionError = "a limit, such as { metric: p99, of: register lot, limit: 500 ms } or p(95)<500";
const name = (what: string) => {
  const error = `the name of ${what}`;
  return z.string({ error }).min(1, { error }).max(120, { error });
};
const metric = z
  .string({ error: `one of ${metricExamples}` })
  .refine((text) => readMetric(text, "p95 < 1 s") !== null, { error: `one of ${metricExamples}` })
  .meta({
    description: "What is measured: a percentile such as p95, or one of the words.",
    pattern: String.raw`^(p\d{1,2}(\.\d{1,2})?|mean|max|errors|throughput|delivered|recovery)$`,
    examples: ["p50", "p95", "p99", "p99.9", "mean", "max", "errors", "throughput", "delivered", "recovery"],
  });
const secondsError = "so many seconds, such as 10 s";
/** "10 s" */
export const secondsText = /^([1-9]\d{0,3}) ?s$/;
const limitText = (description: string) =>
  z.string({ error: "a limit with its unit, such as 500 ms or 0.1 %" }).meta({
    description,
    pattern: String.raw`^\s*\d{1,9}(\.\d{1,6})? ?(ms|s|min|%|/ ?(s|min|h))\s*$`,
    examples: ["500 ms", "2 s", "0.1 %", "1000/s"],
  });
const criterion = z.union(
  [
    z
      .string({ error: criterionError })
      .refine((text) => readLimitExpression(text).ok, { error: criterionError })
      .meta({ description: "A limit of a latency as k6 writes it.", examples: ["p(95)<500", "avg<300"] }),
    z.strictObject(
      {
        metric,
        until: z
          .string({ error: untilExample })
          .optional()
          .meta({ description: "Of a recovery: what it goes back to.", examples: ["p95 < 250 ms"] }),
        of: name("a step").optional().meta({ description: "This step alone." }),
        tag: name("a tag").optional().meta({ description: "Steps with this tag." }),
        users: name("a kind of users").optional().meta({ description: "Users of this kind." }),
        limit: limitText("At most; throughput and delivered at least."),
        warn: limitText("Within the limit, and worth a warning from here on.").optional(),
        per: z
          .enum(["run", "second"], { error: "run or second" })
          .optional()
          .meta({ description: "second: at most 5 % of the seconds may be beyond the limit." }),
        judge: z
          .enum(["measured", "bound"], { error: "measured or bound" })
          .optional()
          .meta({ description: "By the plain figure, or by the exact 95 % bound." }),
      },
      { error: criterionError },
    ),
  ],
  { error: criterionError },
);
const list = z.array(criterion, { error: "a list of limits" }).max(50, { error: "a list of at most 50 limits" });

const k6Metrics: Readonly<Record<string, LimitOf>> = {
  http_req_duration: "time",
  http_req_failed: "failures",
  http_reqs: "requests",
  checks: "checks",
};
const thresholdError = `one of ${Object.keys(k6Metrics).join(", ")}, with {name:a step}, {tag:a tag} or {users:a kind} after it for a part`;
const thresholdKey = /^(\w+)(?:\{(name|tag|users):([^{}]{1,120})\})?$/;

/** "http_req_duration{tag:read}": what of k6's it is about, and of which requests; null for what Gantry does not know. */
export function readThresholdKey(key: string): { of: LimitOf; kind: string; name: string } | null {
  const [, k6Metric = "", kind = "", named = ""] = thresholdKey.exec(key) ?? [];
  const of = k6Metrics[k6Metric];
  return of === undefined ? null : { of, kind, name: named };
}

const thresholdText = 'a text (k6 ends a run by abortOnFail, Gantry by "abort when"), such as p(95)<500';
const thresholds = z.record(
  z
    .string()
    .refine((key) => readThresholdKey(key) !== null, { error: thresholdError })
    .meta({ examples: Object.keys(k6Metrics) }),
  z
    .array(z.string({ error: thresholdText }).meta({ examples: ["p(95)<500", "rate<0.01"] }), {
      error: "a list of thresholds",
    })
    .max(20),
  { error: "thresholds as k6 writes them, such as { http_req_duration: [p(95)<500] }" },
);

const abortError =
  "errors or a percentile with its limit and for how long, such as { metric: errors, limit: 20 %, for: 10 s }";
const abort = z.strictObject(
  {
    metric: z
      .string({ error: "errors or a percentile, such as p95" })
      .refine((text) => ["errors", "percentile"].includes(readMetric(text)?.kind ?? ""), {
        error: "errors or a percentile, such as p95",
      })
      .meta({
        description: "Errors, or a percentile of each second.",
        pattern: String.raw`^(p\d{1,2}(\.\d{1,2})?|errors)$`,
        examples: ["errors", "p95"],
      }),
    limit: limitText("The run ends when each second is beyond it."),
    for: z
      .string({ error: secondsError })
      .regex(secondsText, { error: secondsError })
      .meta({ description: "For so many seconds in a row.", examples: ["10 s"] }),
  },
  { error: abortError },
);

/** What a text is parsed with; what it cannot say is found in objectives-findings. */
export const objectivesShape = z.strictObject(
  {
    objectives: list.default([]).meta({ description: "Limits of every run that takes this set." }),
    thresholds: thresholds.default({}).meta({ description: "The same as k6 writes them." }),
    environments: z
      .partialRecord(z.enum(environments), list, { error: `limits for ${environments.join(", ")}` })
      .default({})
      .meta({ description: "In these environments they take the place of those of the same measure and scope." }),
    "abort when": z
      .array(abort, { error: abortError })
      .max(2, { error: "one limit for errors, one for latency" })
      .default([])
      .meta({ description: "When a run ends by itself." }),
  },
  { error: "objectives, such as objectives: [p(95)<500]" },
);

export type ObjectivesText = z.output<typeof objectivesShape>;
/** One limit of a list, as it was written. */
export type WrittenLimit = ObjectivesText["objectives"][number];

/** The published JSON Schema (draft 2020-12) of sets of limits, for editors; what a schema cannot say, `readObjectives` checks. */
export function objectivesJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(objectivesShape, { io: "input" });
  return { ...schema, title: "Gantry set of limits", description: "What load runs must meet." };
}

/** The keys that are known where `path` leads; for suggestions. */
export function objectivesKeysAt(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(objectivesShape.shape);
  if (path[0] === "abort when") return Object.keys(abort.shape);
  return path[0] === "environments" && path.length === 1
    ? [...environments]
    : ["metric", "until", "of", "tag", "users", "limit", "warn", "per", "judge"];
}
