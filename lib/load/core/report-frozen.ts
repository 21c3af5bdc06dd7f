import type { Environment } from "#lib/platform/core/environment.ts";
import type { Objectives } from "./criterion.ts";
import type { Only } from "./part-of-scenario.ts";
import type { Profile } from "./profile.ts";
import { limitAsSet } from "./report-criteria.ts";
import type { ReportInputs } from "./report-figures.ts";
import { type Figure, figure, whole } from "./report-text.ts";
import type { RunKind } from "./run.ts";
import { profileInWords } from "./run-list.ts";
import type { RunView } from "./run-view.ts";
import { clock, duration, inUnit, metricName, percent, perSecond } from "./say.ts";
import { sayVersions } from "./target-version.ts";

/** What a run was started with, as its report has it. The hashes are SHA-256 over the texts' bytes, in hex: whoever holds the scenario or its
 *  data can tell whether they are the same. */
export type ReportFrozen = {
  kind: RunKind;
  /** Of a smoke run. */
  passes: number | null;
  scenario: { name: string; version: number; sha256: string; text: string };
  data: { name: string; sha256: string }[];
  /** What of the scenario was sent; null where all of it. */
  only: Only | null;
  onlyInWords: string;
  profile: Profile;
  profileInWords: string;
  warmUpSeconds: Figure;
  searchInWords: string | null;
  plannedSeconds: Figure;
  plannedRequests: Figure;
  objectives: Objectives;
  limitsInWords: string[];
  /** The set that gave them, with its version; null where they were given with the run. */
  objectiveSet: string | null;
  abortInWords: string;
  target: ReportTarget;
  seed: number;
};

/** `versions`: each time another one, with the second in which it was read first (null before second 0); null where nobody asked. */
type ReportTarget = {
  system: string;
  environment: Environment;
  baseUrl: string;
  addresses: string[];
  versions: { version: string; second: Figure }[] | null;
  versionsInWords: string | null;
};

/** What the run was started with, each figure with its text. */
export function frozenOf({ run, scenario }: ReportInputs): ReportFrozen {
  const { plan, scenarioName, scenarioVersion, plannedSeconds, plannedRequests } = run;
  const { kind, passes, only, objectiveSet } = run;
  const { profile, objectives, seed } = plan;
  return {
    ...{ kind, passes, objectiveSet },
    scenario: { name: scenarioName, version: scenarioVersion, sha256: scenario.sha256, text: scenario.text },
    data: scenario.files,
    ...{ only, onlyInWords: onlyInWords(only), profile, objectives, seed },
    profileInWords: profileInWords(profile),
    warmUpSeconds: figure(profile.warmUpSeconds ?? 0, (seconds) => (seconds === 0 ? "none" : duration(seconds))),
    searchInWords: searchInWords(profile),
    plannedSeconds: figure(plannedSeconds, duration),
    plannedRequests: whole(plannedRequests),
    limitsInWords: objectives.criteria.map(limitAsSet),
    abortInWords: abortInWords(objectives),
    target: targetOf(run),
  };
}

function targetOf({ systemName, environment, baseUrl, addresses, targetVersions }: RunView): ReportTarget {
  return {
    ...{ system: systemName, environment, baseUrl, addresses: addresses ?? [] },
    versions: targetVersions?.told.map(({ version, second }) => ({ version, second: figure(second, clock) })) ?? null,
    versionsInWords: targetVersions === null ? null : sayVersions(targetVersions),
  };
}

function onlyInWords(only: Only | null): string {
  if (only === null) return "the whole scenario";
  if (only.kind === "step") return `the step ${only.step} only`;
  return only.kind === "tag" ? `steps with the tag ${only.tag} only` : `users of the kind ${only.users} only`;
}

function searchInWords(profile: Profile): string | null {
  if (profile.model === "closed" || profile.search === undefined || profile.search === null) return null;
  const { atLeast } = profile.search;
  const asked = atLeast === null ? "" : ` ${perSecond(atLeast)} have to hold.`;
  return `Each constant rate is a level; the run ends after the first that does not hold.${asked}`;
}

function abortInWords({ abortWhen, abortWhenSlow = null }: Objectives): string {
  const errors = abortWhen === null ? [] : [`errors are over ${percent(abortWhen.errorRatio)}${eachOf(abortWhen)}`];
  const slow = abortWhenSlow === null ? [] : [`${sayLatency(abortWhenSlow)}${eachOf(abortWhenSlow)}`];
  const said = [...errors, ...slow];
  return said.length === 0 ? "Nothing ends it early." : `Ends by itself when ${said.join(", or ")}.`;
}

const eachOf = ({ seconds }: { seconds: number }) => ` in each of ${duration(seconds)}`;

function sayLatency({ q, limitMs }: { q: number; limitMs: number }): string {
  const metric = { kind: "percentile", q } as const;
  return `${metricName(metric)} is over ${inUnit(metric, limitMs)}`;
}
