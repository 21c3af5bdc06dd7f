import { isScalar } from "yaml";
import { readLimitExpression } from "../core/limit-expression.ts";
import { limitExample, readLimit, readMetric, untilExample } from "../core/limit-text.ts";
import { criterionMistake, type LimitMistake } from "./criterion-mistake.ts";
import { readThresholdKey, type WrittenLimit } from "./objectives-shape.ts";
import type { Finding } from "./scenario-mistake.ts";
import { type Entry, entriesOf, itemsOf, offsetOf } from "./scenario-yaml.ts";
import { criterionFrom } from "./set-criteria.ts";

/** What the shape of a set's text cannot say: units that are not their measure's, several scopes at once, limits that do not fit together, and
 *  thresholds that cannot be judged. */
export function limitFindings(root: unknown): Finding[] {
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

type Entries = Map<string, Entry>;

const textOf = (node: unknown) => String(Object(node).value ?? "");
const textAt = (entries: Entries, key: string) => textOf(entries.get(key)?.value);

function criterionFindings(node: unknown): Finding[] {
  const entries = entriesOf(node);
  const found = [...scopeFindings(entries), ...untilFindings(entries), ...unitFindings(entries)];
  return found.length > 0 ? found : misfitFindings(entries);
}

function scopeFindings(entries: Entries): Finding[] {
  const scopes = scopeKeys.filter((key) => entries.has(key));
  const second = scopes[1];
  if (second === undefined) return [];
  const offset = offsetOf(entries.get(second)?.key);
  return [{ offset, expected: "one of of, tag and users", found: scopes.join(" and ") }];
}

const scopeKeys = ["of", "tag", "users"];

/** A recovery goes back to something, and nothing else does. */
function untilFindings(entries: Entries): Finding[] {
  const until = entries.get("until");
  const metric = textAt(entries, "metric");
  if (metric !== "recovery")
    return until === undefined
      ? []
      : [{ offset: offsetOf(until.key), expected: "metric: recovery beside until", found: metric }];
  if (until === undefined) {
    const expected = "until beside it, such as until: p95 < 250 ms";
    return [{ offset: offsetOf(entries.get("metric")?.value), expected, found: "recovery alone" }];
  }
  if (readMetric(metric, textOf(until.value)) !== null) return [];
  return [{ offset: offsetOf(until.value), expected: untilExample, found: textOf(until.value) }];
}

function unitFindings(entries: Entries): Finding[] {
  const found = readMetric(textAt(entries, "metric"), textAt(entries, "until"));
  if (found === null) return [];
  return ["limit", "warn"].flatMap((key) => {
    const value = entries.get(key)?.value;
    if (value === undefined || readLimit(found, textOf(value)) !== null) return [];
    return [{ offset: offsetOf(value), expected: limitExample(found), found: textOf(value) }];
  });
}

/** What does not fit together, as of limits that are typed. */
function misfitFindings(entries: Entries): Finding[] {
  return criterionFrom(writtenOf(entries)).flatMap((criterion) => {
    const wrong = criterionMistake(criterion);
    return wrong === null ? [] : [placed(wrong, entries)];
  });
}

/** Of keys whose values are texts; others have findings of their own. */
function writtenOf(entries: Entries): Exclude<WrittenLimit, string> {
  const texts = [...entries].filter(([, { value }]) => isScalar(value));
  return { metric: "", limit: "", ...Object.fromEntries(texts.map(([key, { value }]) => [key, textOf(value)])) };
}

/** At the value that would mend it; of a scope at its key. */
function placed({ about, expected }: LimitMistake, entries: Entries): Finding {
  const scope = scopeKeys.find((key) => entries.has(key)) ?? "";
  if (about === "scope") return { offset: offsetOf(entries.get(scope)?.key), expected, found: scope };
  return { offset: offsetOf(entries.get(about)?.value), expected, found: textAt(entries, about) };
}

/** Limits whose unit is not their metric's, and a second one of a kind. */
function abortFindings(list: unknown): Finding[] {
  const items = itemsOf(list);
  const kinds = items.map((node) => readMetric(textAt(entriesOf(node), "metric"))?.kind);
  const twice = items.flatMap((node, at) =>
    kinds[at] === undefined || kinds.indexOf(kinds[at]) === at
      ? []
      : [{ offset: offsetOf(node), expected: "one limit for errors, one for latency", found: `two for ${kinds[at]}` }],
  );
  return [...twice, ...items.flatMap((node) => unitFindings(entriesOf(node)))];
}

function thresholdFindings(key: string, node: unknown): Finding[] {
  const about = readThresholdKey(key);
  if (about === null || !isScalar(node)) return [];
  const read = readLimitExpression(textOf(node), about.of);
  return read.ok ? [] : [{ offset: offsetOf(node), expected: read.expected, found: textOf(node) }];
}
