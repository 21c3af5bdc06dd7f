import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "#lib/platform/browser/fetch-json.ts";
import type { RunsComparison } from "../core/comparison.ts";
import type { BaselineRun, RunTrend } from "../core/trend.ts";

/** The browser's questions about runs beside each other. What happens to a run, a baseline among it, asks them again. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}`;

export const comparisonAddress = (pilot: string, runs: readonly number[]) =>
  `${base(pilot)}/comparison?runs=${runs.join(",")}`;

export const comparisonQuery = (pilot: string, runs: readonly number[]) =>
  queryOptions({
    queryKey: ["run", pilot, "comparison", runs.join(",")],
    queryFn: () => fetchJson<RunsComparison>(comparisonAddress(pilot, runs)),
    staleTime: Number.POSITIVE_INFINITY,
    // What it says does not change: asking again would be refused again.
    retry: false,
  });

export const trendQuery = (pilot: string, number: number) =>
  queryOptions({
    queryKey: ["run", pilot, number, "trend"],
    queryFn: () => fetchJson<RunTrend>(`${base(pilot)}/runs/${number}/trend`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const setBaseline = (pilot: string, number: number) =>
  fetchJson<{ baseline: BaselineRun; replaces: number | null }>(`${base(pilot)}/runs/${number}/baseline`, {
    method: "PUT",
  });

export const clearBaseline = (pilot: string, number: number) =>
  fetchJson<{ baseline: null }>(`${base(pilot)}/runs/${number}/baseline`, { method: "DELETE" });
