"use client";

import type { Query, QueryClient } from "@tanstack/react-query";
import { type KeptSeconds, keepSeconds } from "#lib/load/core/kept-seconds.ts";
import { measuredSeconds, type RunsList } from "#lib/load/core/run-list.ts";
import type { RunSample, RunView } from "#lib/load/core/run-view.ts";
import { secondsPages } from "#lib/load/query.ts";

/** Puts a run's newest second into what the page already knows. */
export function runReceiver(pilot: string) {
  return {
    onSample(client: QueryClient, data: unknown): void {
      const sample = data as RunSample;
      const { number, summary, verdict, since, point } = sample;
      client.setQueryData<RunView>(["run", pilot, number], (run) =>
        run === undefined || run.state === "ended" ? run : { ...run, summary, verdict, since },
      );
      client.setQueriesData<RunsList>({ queryKey: ["runs", pilot] }, (list) => list && withSample(list, sample));
      const key = ["seconds", pilot, number];
      const known = client.getQueryData<KeptSeconds>(key);
      if (known === undefined || point.second < known.next) return;
      if (point.second === known.next)
        client.setQueryData<KeptSeconds>(key, keepSeconds(known, { points: [point], next: point.second + 1 }));
      else fillGap(client, { pilot, number, from: known.next });
    },
    /** Nobody knows what was missed: every question is asked again, and each chart asks only for the seconds it lacks. */
    onReset(client: QueryClient): void {
      client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "seconds" });
      fillCharts(client, pilot);
    },
    /** Every change that was missed has come. Seconds have not, nor the answers to questions that failed meanwhile. */
    onResume(client: QueryClient): void {
      const failed = ({ state }: Query) => state.status === "error" || state.fetchStatus === "fetching";
      client.invalidateQueries({ predicate: failed });
      fillCharts(client, pilot);
    },
  };
}

/** The row of a run that goes on, with its newest figures; where it stands in the list is for the server to say. */
function withSample(list: RunsList, { number, summary, verdict }: RunSample): RunsList {
  const { latencyMsP99, errorRatio, deliveredRatio, lastSecond } = summary;
  const newest = { verdict, latencyMsP99, errorRatio, deliveredRatio, measuredSeconds: measuredSeconds(lastSecond) };
  const runs = list.runs.map((run) => (run.number === number && run.state !== "ended" ? { ...run, ...newest } : run));
  return { ...list, runs };
}

function fillCharts(client: QueryClient, pilot: string): void {
  for (const [key, known] of client.getQueriesData<KeptSeconds>({ queryKey: ["seconds", pilot] }))
    if (known !== undefined) fillGap(client, { pilot, number: Number(key[2]), from: known.next });
}

/** Fills in the seconds that were missed; those that came in the meantime stay. */
export async function fillGap(
  client: QueryClient,
  { pilot, number, from }: { pilot: string; number: number; from: number },
) {
  try {
    for await (const page of secondsPages(pilot, number, from))
      client.setQueryData<KeptSeconds>(["seconds", pilot, number], (known) => known && keepSeconds(known, page));
  } catch {
    // The next second that comes, or the stream when it is back, asks again.
  }
}
