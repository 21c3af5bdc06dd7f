import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson, postJson } from "../platform/browser/fetch-json.ts";
import { type KeptSeconds, keepSeconds, noSeconds } from "./core/kept-seconds.ts";
import { type RunsAsked, type RunsList, runsSearch } from "./core/run-list.ts";
import type { RunNote, RunSeconds, RunView } from "./core/run-view.ts";
import type { ScenarioTemplate } from "./core/scenario-template.ts";
import { keepFigures, readEverySeconds, type TargetFigures } from "./core/target-figures.ts";
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
    queryFn: () => everySecond(pilot, number),
    staleTime: Number.POSITIVE_INFINITY,
    // Points do not change: comparing all of them at each second would find nothing.
    structuralSharing: false,
  });

async function everySecond(pilot: string, number: number): Promise<KeptSeconds> {
  let kept = noSeconds;
  for await (const page of secondsPages(pilot, number, 0)) kept = keepSeconds(kept, page);
  return kept;
}

/** Every second from `from` on, asked for page by page: one answer covers half an hour. */
export async function* secondsPages(pilot: string, number: number, from: number): AsyncGenerator<RunSeconds> {
  for (let next = from; ; ) {
    const page = await fetchJson<RunSeconds>(`${base(pilot)}/runs/${number}/seconds?from=${next}`);
    yield page;
    if (!page.more) return;
    next = page.next;
  }
}

/** While the run goes on it is asked for again: figures of the target are no change in the log. */
export const targetFiguresQuery = (pilot: string, number: number, isLive: boolean) =>
  queryOptions({
    queryKey: ["target-figures", pilot, number, isLive ? "live" : "final"],
    queryFn: ({ client, queryKey }) => allFigures(pilot, number, client.getQueryData<TargetFigures>(queryKey) ?? null),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: isLive ? readEverySeconds * 1000 : false,
    // At the run's end the last figures stay until the final ones are there.
    placeholderData: keepPreviousData,
    structuralSharing: false,
  });

/** What is known already with what came since. */
async function allFigures(pilot: string, number: number, first: TargetFigures | null): Promise<TargetFigures> {
  for (let known = first; ; ) {
    const from = known?.next ?? 0;
    const page = await fetchJson<TargetFigures>(`${base(pilot)}/runs/${number}/target-figures?from=${from}`);
    known = keepFigures(known, page, from);
    if (known !== null && !known.more) return known;
  }
}

export const runsQuery = (pilot: string, asked: RunsAsked) =>
  queryOptions({
    queryKey: ["runs", pilot, runsSearch(asked)],
    queryFn: () => fetchJson<RunsList>(`${base(pilot)}/runs${runsSearch(asked)}`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export type ScenarioChoice = { id: string; name: string; version: number; text: string };
export type TemplateChoice = ScenarioTemplate;

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
