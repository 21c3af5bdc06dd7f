import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../platform/browser/fetch-json.ts";
import type { FoundMetric, OfferedFigure } from "./core/known-figures.ts";
import type { Duty, HeldDuty, PilotFacts, PlacedSystem } from "./core/place.ts";
import type { SystemMetrics } from "./core/system-metrics.ts";
import type { ChooseMetrics } from "./input/metrics.ts";
import type { PlanPilot } from "./input/plan.ts";
import type { ChangePilot, ChangeSystem, CreatePilot } from "./input.ts";

/** The browser's questions about pilots and systems. Each key begins with the topic of the changes that touch it. */

export type PilotWithCounts = {
  slug: string;
  name: string;
  site: string;
  timeZone: string;
  practice: boolean;
  openRuns: number;
};

export type PilotLink = { slug: string; name: string; site: string };

export type SystemChoice = {
  id: string;
  name: string;
  baseUrl: string;
  environment: "practice" | "test" | "staging" | "production";
  role: "legacy" | "new" | "other";
  unlockedUntil: string | null;
};

const base = (pilot: string) => `/api/v1/pilots/${pilot}`;
const always = { staleTime: Number.POSITIVE_INFINITY };

export const pilotsQuery = queryOptions({
  queryKey: ["pilots"],
  queryFn: () => fetchJson<{ pilots: PilotLink[] }>("/api/v1/pilots"),
});

export const pilotQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["pilot", pilot],
    queryFn: () => fetchJson<PilotWithCounts>(base(pilot)),
    ...always,
  });

export const factsQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["pilot", pilot, "facts"],
    queryFn: () => fetchJson<PilotFacts>(`${base(pilot)}/facts`),
    ...always,
  });

export const systemsQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["systems", pilot],
    queryFn: () => fetchJson<{ systems: SystemChoice[] }>(`${base(pilot)}/systems`),
    ...always,
  });

/** What the keeper sees is no change in the log, so it is asked for every few seconds. */
export const placesQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["systems", pilot, "places"],
    queryFn: () => fetchJson<{ systems: PlacedSystem[]; now: string }>(`${base(pilot)}/places`),
    refetchInterval: 5_000,
  });

export type Duties = { duties: HeldDuty[]; people: { id: string; name: string; email: string }[] };

export const dutiesQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["duty", pilot],
    queryFn: () => fetchJson<Duties>(`${base(pilot)}/duties`),
    ...always,
  });

// What is done

export type NewSystem = { name: string; baseUrl: string; environment: string; reason: string; role?: string };

export const nameSystem = (pilot: string, system: NewSystem) =>
  postJson<SystemChoice>(`${base(pilot)}/systems`, system);

export const unlockProduction = (
  pilot: string,
  system: string,
  unlock: { reason: string; minutes: number; name: string },
) => postJson<{ expiresAt: string }>(`${base(pilot)}/systems/${system}/unlocks`, unlock);

export const withdrawUnlock = (pilot: string, { system, unlock }: { system: string; unlock: string }) =>
  send("DELETE", `${base(pilot)}/systems/${system}/unlocks/${unlock}`);

export const changeSystem = (pilot: string, system: string, change: ChangeSystem) =>
  send<SystemChoice>("PATCH", `${base(pilot)}/systems/${system}`, change);

export const removeSystem = (pilot: string, system: string, reason: string) =>
  postJson<{ removedAt: string }>(`${base(pilot)}/systems/${system}/removal`, { reason });

export const chooseMetrics = (pilot: string, system: string, chosen: ChooseMetrics) =>
  send<{ metrics: SystemMetrics; version: number }>("PUT", `${base(pilot)}/systems/${system}/metrics`, chosen);

/** What an address shows; see `lookAtMetrics`. */
export type MetricsSeen = {
  address: string;
  why: string | null;
  latencyMs: number | null;
  metrics: FoundMetric[];
  offered: OfferedFigure[];
};

export const readMetrics = (pilot: string, system: string, addresses: readonly string[]) =>
  postJson<{ seen: MetricsSeen[] }>(`${base(pilot)}/systems/${system}/metrics/readings`, { addresses });

export const createPilot = (pilot: CreatePilot) => postJson<PilotFacts>("/api/v1/pilots", pilot);

export const changePilot = (pilot: string, change: ChangePilot) => send<PilotFacts>("PATCH", base(pilot), change);

export const planPilot = (pilot: string, plan: PlanPilot) => send<PilotFacts>("PATCH", `${base(pilot)}/plan`, plan);

export const archivePilot = (pilot: string, reason: string) =>
  postJson<PilotFacts>(`${base(pilot)}/archive`, { reason });

export const reopenPilot = (pilot: string) => send<PilotFacts>("DELETE", `${base(pilot)}/archive`);

export const giveDuty = (pilot: string, duty: { personId: string; duty: Duty; station: string }) =>
  postJson<{ id: string }>(`${base(pilot)}/duties`, duty);

export const takeBackDuty = (pilot: string, id: string) => send("DELETE", `${base(pilot)}/duties/${id}`);

function send<T>(method: "PATCH" | "PUT" | "DELETE", url: string, body?: unknown): Promise<T> {
  if (body === undefined) return fetchJson<T>(url, { method });
  return fetchJson<T>(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}
