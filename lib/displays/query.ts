import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../platform/browser/fetch-json.ts";
import type { DisplaysView, DisplayView } from "./core/display.ts";
import type { ChangeDisplay, PairDisplay } from "./input.ts";

/** The console's questions about displays. Each key begins with the topic of the changes that touch it: `display`. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/displays`;

/** What a display says of itself is no change in the log, so it is asked for every few seconds. */
export const displaysQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["display", pilot],
    queryFn: () => fetchJson<DisplaysView>(base(pilot)),
    refetchInterval: 2_000,
  });

// What is done

export const pairDisplay = (pilot: string, pairing: PairDisplay) => postJson<DisplayView>(base(pilot), pairing);

export const changeDisplay = (pilot: string, display: string, change: ChangeDisplay) =>
  fetchJson<DisplayView>(`${base(pilot)}/${display}`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(change),
  });

export const revokeDisplay = (pilot: string, display: string, reason = "") =>
  postJson<DisplayView>(`${base(pilot)}/${display}/revocation`, { reason });

export const showDisplayName = (pilot: string, display: string) =>
  fetchJson<{ showNameUntil: number }>(`${base(pilot)}/${display}/name-showing`, { method: "POST" });

export const reloadDisplays = (pilot: string) =>
  fetchJson<{ displays: number; askedAt: number }>(`${base(pilot)}/reload`, { method: "POST" });
