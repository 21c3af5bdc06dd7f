import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../platform/browser/fetch-json.ts";

/** The browser's questions about pilots and systems. */

export type PilotWithCounts = {
  slug: string;
  name: string;
  site: string;
  timeZone: string;
  practice: boolean;
  openRuns: number;
};

export type SystemChoice = {
  id: string;
  name: string;
  baseUrl: string;
  environment: "practice" | "test" | "staging" | "production";
  role: "legacy" | "new" | "other";
  unlockedUntil: string | null;
};

const base = (pilot: string) => `/api/v1/pilots/${pilot}`;

export const pilotQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["pilot", pilot],
    queryFn: () => fetchJson<PilotWithCounts>(base(pilot)),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const systemsQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["systems", pilot],
    queryFn: () => fetchJson<{ systems: SystemChoice[] }>(`${base(pilot)}/systems`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export type NewSystem = { name: string; baseUrl: string; environment: string; reason: string };

export const nameSystem = (pilot: string, system: NewSystem) =>
  postJson<SystemChoice>(`${base(pilot)}/systems`, system);

export const unlockProduction = (
  pilot: string,
  system: string,
  unlock: { reason: string; minutes: number; name: string },
) => postJson<{ expiresAt: string }>(`${base(pilot)}/systems/${system}/unlocks`, unlock);
