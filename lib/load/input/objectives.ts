import type { Environment } from "../../platform/core/environment.ts";
import type { AbortWhen, AbortWhenSlow, Criterion } from "../core/criterion.ts";
import { readLimit, readMetric } from "../core/limit-text.ts";
import { limitFindings } from "./objectives-findings.ts";
import {
  type ObjectivesText,
  objectivesKeysAt,
  objectivesShape,
  secondsText,
  type WrittenLimit,
} from "./objectives-shape.ts";
import { issueFindings } from "./scenario-issues.ts";
import { type Mistake, mistakesOf } from "./scenario-mistake.ts";
import { readYaml } from "./scenario-yaml.ts";
import { criterionFrom, thresholdsOf } from "./set-criteria.ts";

/** A set of objectives as a text that runs share: criteria, others for some environments, and thresholds as k6 writes them. */

export type ObjectiveSet = {
  criteria: readonly Criterion[];
  /** Take the place of those of the same metric and scope. */
  overrides: Readonly<Partial<Record<Environment, readonly Criterion[]>>>;
  abortWhen: AbortWhen | null;
  abortWhenSlow: AbortWhenSlow | null;
};

export type ObjectivesRead = { ok: true; set: ObjectiveSet } | { ok: false; mistakes: Mistake[] };

/** Reads a text, or says everything that is wrong with it, by line. */
export function readObjectives(text: string): ObjectivesRead {
  const { sound, lines, findings } = readYaml(text);
  if (sound === null) return { ok: false, mistakes: mistakesOf(findings, lines) };
  const root = sound.doc.contents;
  const parsed = objectivesShape.safeParse(sound.doc.toJS() ?? {});
  const refused = parsed.success ? [] : issueFindings(parsed.error.issues, { root, keysAt: objectivesKeysAt });
  const all = [...findings, ...refused, ...limitFindings(root)];
  if (parsed.success && all.length === 0) return { ok: true, set: setOf(parsed.data) };
  return { ok: false, mistakes: mistakesOf(all, lines) };
}

function setOf(shape: ObjectivesText): ObjectiveSet {
  const { objectives, thresholds: written, environments: overrides } = shape;
  const criteria = (from: readonly WrittenLimit[] | undefined) => (from ?? []).flatMap(criterionFrom);
  return {
    criteria: [...criteria(objectives), ...Object.entries(written).flatMap(([key, texts]) => thresholdsOf(key, texts))],
    overrides: Object.fromEntries(Object.entries(overrides).map(([key, from]) => [key, criteria(from)])),
    ...abortsOf(shape["abort when"]),
  };
}

function abortsOf(aborts: ObjectivesText["abort when"]): Pick<ObjectiveSet, "abortWhen" | "abortWhenSlow"> {
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

/** The criteria for a run in an environment. */
export function criteriaFor({ criteria, overrides }: ObjectiveSet, environment: Environment): Criterion[] {
  const own = overrides[environment] ?? [];
  const replaced = new Set(own.map(about));
  return [...criteria.filter((one) => !replaced.has(about(one))), ...own];
}

/** Of two recoveries of a percentile the environment's own counts, whatever each of them goes back to. */
function about({ metric, scope, per }: Criterion): string {
  const which = metric.kind === "recovery" ? { kind: metric.kind, q: metric.q } : metric;
  return JSON.stringify([which, scope, per ?? "run"]);
}
