import { z } from "zod";
import type { AbortWhen, AbortWhenSlow, Criterion, Scope } from "../core/criterion.ts";
import { criterionOf, type LimitOf, readLimitExpression } from "../core/limit-expression.ts";
import { limitExample, metricExamples, readLimit, readMetric } from "../core/limit-text.ts";
import type { Environment } from "../core/run.ts";
import { issueFindings } from "./scenario-issues.ts";
import { type Finding, type Mistake, mistakesOf } from "./scenario-mistake.ts";
import { entriesOf, itemsOf, offsetOf, readYaml } from "./scenario-yaml.ts";

/** A set of objectives as a text that runs share: criteria, others for some environments, and thresholds as k6 writes them. */

export type ObjectiveSet = {
  criteria: readonly Criterion[];
  /** Take the place of those of the same metric and scope. */
  overrides: Readonly<Partial<Record<Environment, readonly Criterion[]>>>;
  abortWhen: AbortWhen | null;
  abortWhenSlow: AbortWhenSlow | null;
};

export type ObjectivesRead = { ok: true; set: ObjectiveSet } | { ok: false; mistakes: Mistake[] };

const criterionError = "a limit, such as { metric: p99, of: register lot, limit: 500 ms } or p(95)<500";
const name = (what: string) => {
  const error = `the name of ${what}`;
  return z.string({ error }).min(1, { error }).max(120, { error });
};
const metric = z
  .string({ error: `one of ${metricExamples}` })
  .refine((text) => readMetric(text) !== null, { error: `one of ${metricExamples}` });
const secondsError = "so many seconds, such as 10 s";
const secondsText = /^([1-9]\d{0,3}) ?s$/;
const limitText = z.string({ error: "a limit with its unit, such as 500 ms or 0.1 %" });
const criterion = z.union(
  [
    z.string({ error: criterionError }).refine((text) => readLimitExpression(text).ok, { error: criterionError }),
    z.strictObject(
      {
        metric,
        of: name("a step").optional(),
        tag: name("a tag").optional(),
        users: name("a kind of users").optional(),
        limit: limitText,
        warn: limitText.optional(),
        per: z.enum(["run", "second"], { error: "run or second" }).optional(),
        judge: z.enum(["measured", "bound"], { error: "measured or bound" }).optional(),
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
const thresholdError = `one of ${Object.keys(k6Metrics).join(", ")}, with {name:a step} after it for one step`;
const threshold = /^(\w+)(?:\{name:([^{}]{1,120})\})?$/;
const thresholds = z.record(
  z.string().refine((key) => k6Metrics[threshold.exec(key)?.[1] ?? ""] !== undefined, { error: thresholdError }),
  z.array(z.string({ error: "a threshold, such as p(95)<500" }), { error: "a list of thresholds" }).max(20),
  { error: "thresholds as k6 writes them, such as { http_req_duration: [p(95)<500] }" },
);

const abortError =
  "errors or a percentile with its limit and for how long, such as { metric: errors, limit: 20 %, for: 10 s }";
const abort = z.strictObject(
  {
    metric: metric.refine((text) => ["errors", "percentile"].includes(readMetric(text)?.kind ?? ""), {
      error: "errors or a percentile, such as p95",
    }),
    limit: limitText,
    for: z.string({ error: secondsError }).regex(secondsText, { error: secondsError }),
  },
  { error: abortError },
);

const environments = ["practice", "test", "staging", "production"] as const;
const shape = z.strictObject(
  {
    objectives: list.default([]),
    thresholds: thresholds.default({}),
    environments: z
      .partialRecord(z.enum(environments), list, { error: `limits for ${environments.join(", ")}` })
      .default({}),
    "abort when": z
      .array(abort, { error: abortError })
      .max(2, { error: "one limit for errors, one for latency" })
      .default([]),
  },
  { error: "objectives, such as objectives: [p(95)<500]" },
);

type Shape = z.output<typeof shape>;
type Written = Shape["objectives"][number];

/** Reads a text, or says everything that is wrong with it, by line. */
export function readObjectives(text: string): ObjectivesRead {
  const { sound, lines, findings } = readYaml(text);
  if (sound === null) return { ok: false, mistakes: mistakesOf(findings, lines) };
  const root = sound.doc.contents;
  const parsed = shape.safeParse(sound.doc.toJS() ?? {});
  const refused = parsed.success ? [] : issueFindings(parsed.error.issues, { root, keysAt });
  const all = [...findings, ...refused, ...limitFindings(root)];
  if (parsed.success && all.length === 0) return { ok: true, set: setOf(parsed.data) };
  return { ok: false, mistakes: mistakesOf(all, lines) };
}

function keysAt(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(shape.shape);
  if (path[0] === "abort when") return Object.keys(abort.shape);
  return path[0] === "environments" && path.length === 1
    ? [...environments]
    : ["metric", "of", "tag", "users", "limit", "warn", "per", "judge"];
}

/** Limits whose unit is not their metric's, several scopes at once, and thresholds that cannot be judged. */
function limitFindings(root: unknown): Finding[] {
  const top = entriesOf(root);
  const lists = [
    top.get("objectives")?.value,
    ...[...entriesOf(top.get("environments")?.value)].map(([, one]) => one.value),
  ];
  return [
    ...lists.flatMap((one) => itemsOf(one).flatMap(criterionFindings)),
    ...abortFindings(top.get("abort when")?.value),
    ...[...entriesOf(top.get("thresholds")?.value)].flatMap(([key, { value }]) =>
      itemsOf(value).flatMap((node) => thresholdFindings(key, node)),
    ),
  ];
}

const textOf = (node: unknown) => String(Object(node).value ?? "");

function criterionFindings(node: unknown): Finding[] {
  const entries = entriesOf(node);
  const found = readMetric(textOf(entries.get("metric")?.value));
  const scopes = ["of", "tag", "users"].filter((key) => entries.has(key));
  const second = scopes[1];
  const twice =
    second === undefined
      ? []
      : [
          {
            offset: offsetOf(entries.get(second)?.key),
            expected: "one of of, tag and users",
            found: scopes.join(" and "),
          },
        ];
  if (found === null) return twice;
  const wrong = ["limit", "warn"].flatMap((key) => {
    const value = entries.get(key)?.value;
    if (value === undefined || readLimit(found, textOf(value)) !== null) return [];
    return [{ offset: offsetOf(value), expected: limitExample(found), found: textOf(value) }];
  });
  return [...twice, ...wrong];
}

/** Limits whose unit is not their metric's, and a second one of a kind. */
function abortFindings(list: unknown): Finding[] {
  const items = itemsOf(list);
  const kinds = items.map((node) => readMetric(textOf(entriesOf(node).get("metric")?.value))?.kind);
  const twice = items.flatMap((node, at) =>
    kinds[at] === undefined || kinds.indexOf(kinds[at]) === at
      ? []
      : [{ offset: offsetOf(node), expected: "one limit for errors, one for latency", found: `two for ${kinds[at]}` }],
  );
  return [...twice, ...items.flatMap(criterionFindings)];
}

function thresholdFindings(key: string, node: unknown): Finding[] {
  const of = k6Metrics[threshold.exec(key)?.[1] ?? ""];
  if (of === undefined) return [];
  const read = readLimitExpression(textOf(node), of);
  return read.ok ? [] : [{ offset: offsetOf(node), expected: read.expected, found: textOf(node) }];
}

function setOf(shape: Shape): ObjectiveSet {
  const { objectives, thresholds: written, environments: overrides } = shape;
  const criteria = (from: readonly Written[] | undefined) => (from ?? []).flatMap(criterionFrom);
  return {
    criteria: [...criteria(objectives), ...Object.entries(written).flatMap(([key, texts]) => thresholdsOf(key, texts))],
    overrides: Object.fromEntries(Object.entries(overrides).map(([key, from]) => [key, criteria(from)])),
    ...abortsOf(shape["abort when"]),
  };
}

function abortsOf(aborts: Shape["abort when"]): Pick<ObjectiveSet, "abortWhen" | "abortWhenSlow"> {
  const found: Pick<ObjectiveSet, "abortWhen" | "abortWhenSlow"> = { abortWhen: null, abortWhenSlow: null };
  for (const { metric: text, limit: written, for: long } of aborts) {
    const of = readMetric(text);
    const limit = of === null ? null : readLimit(of, written);
    const seconds = Number(secondsText.exec(long)?.[1]);
    if (limit === null) continue;
    if (of?.kind === "errors") found.abortWhen = { errorRatio: limit, seconds };
    if (of?.kind === "percentile") found.abortWhenSlow = { q: of.q, limitMs: limit, seconds };
  }
  return found;
}

function criterionFrom(written: Written): Criterion[] {
  if (typeof written === "string") {
    const read = readLimitExpression(written);
    return read.ok ? [criterionOf(read.metric, read.limit)] : [];
  }
  const found = readMetric(written.metric);
  const limit = found === null ? null : readLimit(found, written.limit);
  if (found === null || limit === null) return [];
  const warn = written.warn === undefined ? null : readLimit(found, written.warn);
  const { judge, per = "run" } = written;
  const usual = criterionOf(found, limit);
  return [{ ...usual, scope: scopeOf(written), judge: judge ?? usual.judge, warn, per }];
}

function scopeOf({ of, tag, users }: Exclude<Written, string>): Scope {
  if (of !== undefined) return { kind: "step", step: of };
  if (tag !== undefined) return { kind: "tag", tag };
  return users === undefined ? { kind: "all" } : { kind: "users", users };
}

function thresholdsOf(key: string, texts: readonly string[]): Criterion[] {
  const [, k6Metric = "", step] = threshold.exec(key) ?? [];
  return texts.flatMap((text) => {
    const read = readLimitExpression(text, k6Metrics[k6Metric] ?? "time");
    if (!read.ok) return [];
    const usual = criterionOf(read.metric, read.limit);
    return [step === undefined ? usual : { ...usual, scope: { kind: "step" as const, step } }];
  });
}

/** The criteria for a run in an environment. */
export function criteriaFor({ criteria, overrides }: ObjectiveSet, environment: Environment): Criterion[] {
  const own = overrides[environment] ?? [];
  const about = ({ metric: { kind, ...rest }, scope, per }: Criterion) =>
    JSON.stringify([kind, rest, scope, per ?? "run"]);
  const replaced = new Set(own.map(about));
  return [...criteria.filter((one) => !replaced.has(about(one))), ...own];
}
