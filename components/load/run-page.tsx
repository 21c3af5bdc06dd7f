"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { noSeconds } from "#lib/load/core/kept-seconds.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import { runQuery, secondsQuery } from "#lib/load/query.ts";
import { useFeed } from "../ui/feed-provider.tsx";
import { KeysHelp } from "../ui/keys-help.tsx";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { RunCharts } from "./run-charts.tsx";
import { RunCriteria } from "./run-criteria.tsx";
import { RunExamples } from "./run-examples.tsx";
import { RunHappened } from "./run-happened.tsx";
import { RunHeader } from "./run-header.tsx";
import { RunNotes } from "./run-notes.tsx";
import { RunSteps } from "./run-steps.tsx";
import { RunVerdict } from "./run-verdict.tsx";
import { useEverySecond } from "./use-every-second.ts";
import { useStale } from "./use-stale.ts";

type Props = { pilot: string; run: RunView; timeZone: string; mayAct: boolean };

const keys = [
  ["n", "write a note at this second"],
  ["t", "the charts' figures as a table"],
  ["g r", "all load runs"],
] as const;

/** A load run while it goes on and afterwards: what the verdict is, why, and what was measured. */
export function RunPage({ pilot, run: first, timeZone, mayAct }: Props) {
  const { number } = first;
  const { data: run = first } = useQuery({ ...runQuery(pilot, number), initialData: first });
  const { data: seconds, error } = useQuery(secondsQuery(pilot, number));
  useEverySecond(pilot, run, seconds);
  const stale = useStale(run, useFeed());
  const [table, setTable] = useState(false);
  useKeys({ t: () => setTable(!table) });
  return (
    <>
      <RunHeader run={run} timeZone={timeZone} />
      <RunVerdict pilot={pilot} run={run} timeZone={timeZone} stale={stale} mayAct={mayAct} />
      <div className="run-columns">
        <div>
          <RunCriteria run={run} stale={stale} />
          <RunNotes pilot={pilot} run={run} mayWrite={mayAct} />
          <RunHappened run={run} timeZone={timeZone} />
        </div>
        <div>
          {error === null ? null : <Problem error={error} />}
          <RunCharts run={run} kept={seconds ?? noSeconds} stale={stale !== null} table={table} onTable={setTable} />
        </div>
      </div>
      <div className="sections">
        <RunSteps run={run} />
        <RunExamples run={run} />
      </div>
      <KeysHelp keys={keys} />
    </>
  );
}
