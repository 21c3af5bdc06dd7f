import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../../platform/browser/fetch-json.ts";
import type { ObjectiveSetVersion, ObjectiveSetView } from "../core/objective-set-view.ts";
import type { FileFacts, ScenarioPage } from "../core/scenario-view.ts";
import type { SaveObjectiveSet } from "../input/save-objective-set.ts";

/** The browser's questions about sets of limits and about data files. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}`;

export const objectiveSetsQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["objective-sets", pilot],
    queryFn: () => fetchJson<{ sets: ObjectiveSetView[] }>(`${base(pilot)}/objective-sets`),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** All versions of a set. */
export const objectiveSetQuery = (pilot: string, { id, version }: { id: string; version: number }) =>
  queryOptions({
    queryKey: ["objective-set", pilot, id, version],
    queryFn: () => fetchJson<{ versions: ObjectiveSetVersion[] }>(`${base(pilot)}/objective-sets/${id}`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const saveObjectiveSet = (pilot: string, set: SaveObjectiveSet) =>
  postJson<{ id: string; version: number }>(`${base(pilot)}/objective-sets`, set);

/** What is in a file. A refusal has its mistakes by line. */
export const readFileFacts = (pilot: string, file: { name: string; text: string }) =>
  postJson<{ facts: FileFacts }>(`${base(pilot)}/data-files`, file);

/** What is in a chosen file; asked again for another text only. */
export const fileFactsQuery = (pilot: string, { name, text }: { name: string; text: string }) =>
  queryOptions({
    queryKey: ["file-facts", pilot, name, text],
    queryFn: () => readFileFacts(pilot, { name, text }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });

/** The files that the newest version of a scenario has; none where the pilot has no such scenario. */
export const keptFilesQuery = (pilot: string, scenarioId: string | null) =>
  queryOptions({
    queryKey: ["kept-files", pilot, scenarioId],
    queryFn: async (): Promise<readonly FileFacts[]> => {
      if (scenarioId === null) return [];
      return (await fetchJson<ScenarioPage>(`${base(pilot)}/scenarios/${scenarioId}`)).files;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
