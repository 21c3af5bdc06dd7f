import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "../platform/browser/fetch-json.ts";
import type { EventView, LogChoices, LogView, Verification } from "./core/log-view.ts";
import type { ExportFormat, LogFilter, LogQuery } from "./input.ts";

/** The browser's questions about the log. Every change touches those that begin with `log`. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/log`;
const always = { staleTime: Number.POSITIVE_INFINITY };

/** "?q=…&group=calls"; what is not asked for is left out. */
export function logSearch(asked: Partial<LogQuery & { event: number }>): string {
  const given = Object.entries(asked).filter(([name, value]) => value !== "" && !(name === "group" && value === "all"));
  const params = new URLSearchParams(given.flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]])));
  return params.size === 0 ? "" : `?${params}`;
}

export const logQuery = (pilot: string, asked: LogQuery) =>
  queryOptions({
    queryKey: ["log", pilot, asked],
    queryFn: () => fetchJson<LogView>(`${base(pilot)}${logSearch(asked)}`),
    ...always,
  });

/** An entry never changes; what follows on it comes later. */
export const eventQuery = (pilot: string, event: number) =>
  queryOptions({
    queryKey: ["log", pilot, "event", event],
    queryFn: () => fetchJson<EventView>(`${base(pilot)}/${event}`),
    ...always,
  });

/** Asked again when somebody looks for it, not with every entry. */
export const logChoicesQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["log-choices", pilot],
    queryFn: () => fetchJson<LogChoices>(`${base(pilot)}/choices`),
    staleTime: 60_000,
  });

type Verified = { verification: Verification };
const progressMs = 500;

/** While a walk goes on it is asked for again and again. */
export const verificationQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["log-verification", pilot],
    queryFn: () => fetchJson<Verified>(`${base(pilot)}/verification`),
    ...always,
    refetchInterval: ({ state }) => (state.data?.verification.state === "running" ? progressMs : false),
  });

export const verifyChain = (pilot: string) => fetchJson<Verified>(`${base(pilot)}/verification`, { method: "POST" });

export const exportFile = (pilot: string, format: ExportFormat, filter: LogFilter) =>
  `${base(pilot)}/export/${format}${logSearch(filter)}`;
