import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../../platform/browser/fetch-json.ts";
import type { ScenarioLine, ScenarioPage, Tried, VersionText } from "../core/scenario-view.ts";
import type { SaveScenario, TryScenario } from "../input/scenarios.ts";

/** The browser's questions about scenarios. Each key begins with the topic of the changes that touch it. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/scenarios`;
const always = { staleTime: Number.POSITIVE_INFINITY };

export const scenarioListQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["scenario", pilot],
    queryFn: () => fetchJson<{ scenarios: ScenarioLine[] }>(`${base(pilot)}/overview`),
    ...always,
  });

export const scenarioQuery = (pilot: string, id: string) =>
  queryOptions({
    queryKey: ["scenario", pilot, id],
    queryFn: () => fetchJson<ScenarioPage>(`${base(pilot)}/${id}`),
    ...always,
  });

/** A version never changes: it is asked for once. */
export const versionQuery = (pilot: string, id: string, version: number) =>
  queryOptions({
    queryKey: ["scenario-version", pilot, id, version],
    queryFn: () => fetchJson<VersionText>(`${base(pilot)}/${id}/versions/${version}`),
    ...always,
  });

type SavedScenario = { id: string; name: string; version: number; made: boolean };

export const saveScenario = (pilot: string, scenario: SaveScenario) => postJson<SavedScenario>(base(pilot), scenario);

export const tryScenario = (pilot: string, scenario: TryScenario) => postJson<Tried>(`${base(pilot)}/tries`, scenario);
