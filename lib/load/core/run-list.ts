import type { Criterion } from "./criterion.ts";
import {
  type ClosedLevel,
  type ClosedProfile,
  closedLevels,
  levelSeconds,
  type OpenProfile,
  type Profile,
} from "./profile.ts";
import type { RunRow } from "./run-view.ts";
import { count, duration, perSecond } from "./say.ts";

/** The runs list: what can be asked of it, and what it answers. Everything asked stands in the address. */

export const segments = ["all", "running", "fail", "inconclusive", "pass", "baseline"] as const;
export type Segment = (typeof segments)[number];

export const sortKeys = ["number", "p99", "errors", "delivered"] as const;
export type SortKey = (typeof sortKeys)[number];
/** Runs without the figure come last either way. */
export type Sort = { by: SortKey; descending: boolean };

export const runsOnPage = 100;
export const mostPages = 1_000;

/** `filter` is the text as it was typed; `page` counts from 1. */
export type RunsAsked = { filter: string; segment: Segment; sort: Sort; page: number };

export const newestFirst: Sort = { by: "number", descending: true };
export const everyRun: RunsAsked = { filter: "", segment: "all", sort: newestFirst, page: 1 };

/** Of a verdict's criteria only the worst. */
export type ListedRun = RunRow & {
  /** "50/s for 1 min" */
  profileInWords: string;
  /** How far a run is that goes on; null before its first second. */
  measuredSeconds: number | null;
  /** p99 of the runs of the same scenario and profile before this one, oldest first; and this one's own limit on p99, where it has one. */
  trendMsP99: number[];
  limitMsP99: number | null;
  /** Others of its scenario, load and environment are held against it. */
  isBaseline: boolean;
};

export type RunsList = {
  runs: ListedRun[];
  /** Within the filter, whatever the segment. */
  counts: Record<Segment, number>;
  /** Of the pilot, without any filter. */
  total: number;
  page: number;
  pages: number;
};

/** Reads `sort=-p99`; null for what the list cannot be sorted by. */
export function readSort(text: string): Sort | null {
  const descending = text.startsWith("-");
  const by = sortKeys.find((key) => key === text.slice(descending ? 1 : 0));
  return by === undefined ? null : { by, descending };
}

export function sortText({ by, descending }: Sort): string {
  return `${descending ? "-" : ""}${by}`;
}

/** The same question as the end of an address; what is usual is left out, so that one list has one address. */
export function runsSearch({ filter, segment, sort, page }: RunsAsked): string {
  const search = new URLSearchParams();
  if (filter !== "") search.set("filter", filter);
  if (segment !== "all") search.set("segment", segment);
  if (sortText(sort) !== sortText(newestFirst)) search.set("sort", sortText(sort));
  if (page !== 1) search.set("page", String(page));
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** "50/s for 1 min, 50/s to 200/s for 2 min", "100 users for 10 min", "5 × 50, 10 × 200 requests", "search from 50/s to 400/s, 10 s of warm-up" */
export function profileInWords(profile: Profile): string {
  const warm = profile.warmUpSeconds ?? 0;
  const load = profile.model === "closed" ? usersInWords(profile) : `${stagesInWords(profile)}${atRandom(profile)}`;
  return warm === 0 ? load : `${load}, ${duration(warm)} of warm-up`;
}

/** "1 user, 3 passes" */
export function passesInWords(passes: number): string {
  return `1 user, ${passes === 1 ? "1 pass" : `${count(passes)} passes`}`;
}

const atRandom = ({ arrivals }: OpenProfile) => (arrivals === "poisson" ? ", at random" : "");

function stagesInWords({ stages, search }: OpenProfile): string {
  const levels = stages.flatMap(({ from, to }) => (from === to && from > 0 ? [from] : []));
  if (search != null) return `search from ${perSecond(Math.min(...levels))} to ${perSecond(Math.max(...levels))}`;
  return stages
    .map(({ from, to, seconds }) => {
      const rate = from === to ? perSecond(from) : `${perSecond(from)} to ${perSecond(to)}`;
      return `${rate} for ${duration(seconds)}`;
    })
    .join(", ");
}

function usersInWords(profile: ClosedProfile): string {
  const levels = closedLevels(profile);
  const [first] = levels;
  if (levels.every((level) => "requestsEach" in level))
    return `${levels.map((level) => `${count(level.users)} × ${count(level.requestsEach)}`).join(", ")} requests`;
  const seconds = first === undefined ? 0 : levelSeconds(first);
  const alike = levels.every((level) => "seconds" in level && level.seconds === seconds);
  const users = levels.map((level) => count(level.users)).join(", ");
  if (alike) return `${users} users for ${duration(seconds)}${levels.length > 1 ? " each" : ""}`;
  const long = (level: ClosedLevel) => duration(levelSeconds(level));
  return levels.map((level) => `${count(level.users)} users for ${long(level)}`).join(", ");
}

/** The lowest limit on p99 of the whole mix. */
export function limitMsP99(criteria: readonly Criterion[]): number | null {
  const limits = criteria
    .filter(({ metric, scope }) => metric.kind === "percentile" && metric.q === 0.99 && scope.kind === "all")
    .map(({ limit }) => limit);
  return limits.length === 0 ? null : Math.min(...limits);
}

/** Seconds up to and with the newest one; null before the first. */
export function measuredSeconds(lastSecond: number | null): number | null {
  return lastSecond === null ? null : lastSecond + 1;
}
