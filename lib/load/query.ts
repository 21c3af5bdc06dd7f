import { queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../platform/browser/fetch-json.ts";
import type { Objectives } from "./core/criterion.ts";
import type { Profile } from "./core/profile.ts";
import { type RunsAsked, type RunsList, runsSearch } from "./core/run-list.ts";
import type { RunNote, RunSeconds, RunView } from "./core/run-view.ts";
import type { StartRun } from "./input/start-run.ts";

/** The browser's questions about load runs. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}`;

export const runQuery = (pilot: string, number: number) =>
  queryOptions({
    queryKey: ["run", pilot, number],
    queryFn: () => fetchJson<RunView>(`${base(pilot)}/runs/${number}`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const secondsQuery = (pilot: string, number: number) =>
  queryOptions({
    queryKey: ["seconds", pilot, number],
    queryFn: () => fetchSeconds(pilot, number, 0),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Every second from `from` on, asked for page by page: one answer covers half an hour. */
export async function fetchSeconds(pilot: string, number: number, from: number): Promise<RunSeconds> {
  const page = (next: number) => fetchJson<RunSeconds>(`${base(pilot)}/runs/${number}/seconds?from=${next}`);
  let newest = await page(from);
  const points = newest.points;
  while (newest.more) {
    newest = await page(newest.next);
    for (const point of newest.points) points.push(point);
  }
  return { ...newest, points };
}

export const runsQuery = (pilot: string, asked: RunsAsked) =>
  queryOptions({
    queryKey: ["runs", pilot, runsSearch(asked)],
    queryFn: () => fetchJson<RunsList>(`${base(pilot)}/runs${runsSearch(asked)}`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export type ScenarioChoice = { id: string; name: string; version: number; text: string };
export type TemplateChoice = {
  key: string;
  name: string;
  description: string;
  text: string;
  profile: Profile;
  objectives: Objectives;
};

export const scenariosQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["scenarios", pilot],
    queryFn: () => fetchJson<{ scenarios: ScenarioChoice[]; templates: TemplateChoice[] }>(`${base(pilot)}/scenarios`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const startRun = (pilot: string, run: StartRun) =>
  postJson<{ id: string; number: number }>(`${base(pilot)}/runs`, run);

export const stopRun = (pilot: string, number: number, reason: string) =>
  postJson<{ stopRequestedAt: string }>(`${base(pilot)}/runs/${number}/stop`, { reason });

export const noteRun = (pilot: string, number: number, note: { text: string; second: number }) =>
  postJson<RunNote>(`${base(pilot)}/runs/${number}/notes`, note);
