"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { noSeconds } from "#lib/load/core/kept-seconds.ts";
import { levelsOf } from "#lib/load/core/levels.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import { runQuery, secondsQuery } from "#lib/load/query.ts";
import { useFeed } from "../ui/feed-provider.tsx";
import { KeysHelp } from "../ui/keys-help.tsx";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { RunBaseline } from "./run-baseline.tsx";
import { RunCharts } from "./run-charts.tsx";
import { RunChecks } from "./run-checks.tsx";
import { RunCriteria } from "./run-criteria.tsx";
import { RunExamples } from "./run-examples.tsx";
import { RunGenerator } from "./run-generator.tsx";
import { RunHappened } from "./run-happened.tsx";
import { RunHeader } from "./run-header.tsx";
import { RunLevels } from "./run-levels.tsx";
import { RunNotes } from "./run-notes.tsx";
import { RunSteps } from "./run-steps.tsx";
import { RunVerdict } from "./run-verdict.tsx";
import { useEverySecond } from "./use-every-second.ts";
import { type Stale, useStale } from "./use-stale.ts";

type Props = { pilot: string; run: RunView; timeZone: string; mayAct: boolean };

const keys = [
  ["n", "write a note at this second"],
  ["t", "the charts' figures as a table"],
  ["g r", "all load runs"],
] as const;

/** A load run while it goes on and afterwards: what the verdict is, why, and what was measured. */
export function RunPage({ pilot, run: first, timeZone, mayAct }: Props) {
  const { number } = first;
  const { data: run = first } = useQuery({
    ...runQuery(pilot, number),
    initialData: first,
    refetchInterval: ({ state }) => askAgainMs(state.data ?? first),
  });
  const stale = useStale(run, useFeed());
  return (
    <>
      <RunHeader run={run} timeZone={timeZone} />
      <RunVerdict pilot={pilot} run={run} timeZone={timeZone} stale={stale} mayAct={mayAct} />
      {run.kind === "smoke" ? (
        <SmokeParts pilot={pilot} run={run} timeZone={timeZone} mayAct={mayAct} />
      ) : (
        <LoadParts pilot={pilot} run={run} timeZone={timeZone} mayAct={mayAct} stale={stale} />
      )}
      <KeysHelp keys={keys.filter(([key]) => run.kind === "load" || key !== "t")} />
    </>
  );
}

/** What no second brings along: levels that have ended, and the list of a smoke run. Null where seconds bring everything. */
function askAgainMs({ state, kind, plan }: RunView): number | false {
  if (state === "ended" || state === "queued") return false;
  if (kind === "smoke") return 1_000;
  return levelsOf(plan.profile).length > 0 ? 5_000 : false;
}

function SmokeParts({ pilot, run, timeZone, mayAct }: Props) {
  return (
    <div className="sections">
      <RunChecks run={run} />
      <RunNotes pilot={pilot} run={run} mayWrite={mayAct} />
      <RunHappened run={run} timeZone={timeZone} />
    </div>
  );
}

function LoadParts({ pilot, run, timeZone, mayAct, stale }: Props & { stale: Stale | null }) {
  const { data: seconds, error } = useQuery(secondsQuery(pilot, run.number));
  useEverySecond(pilot, run, seconds);
  const [table, setTable] = useState(false);
  useKeys({ t: () => setTable(!table) });
  const charts = { pilot, timeZone, run, stale: stale !== null, table, onTable: setTable };
  return (
    <>
      <div className="run-columns">
        <div>
          <RunCriteria run={run} stale={stale} />
          <RunNotes pilot={pilot} run={run} mayWrite={mayAct} />
          <RunHappened run={run} timeZone={timeZone} />
        </div>
        <div>
          {error === null ? null : <Problem error={error} />}
          <RunCharts {...charts} kept={seconds ?? noSeconds} />
        </div>
      </div>
      <div className="sections">
        <RunLevels run={run} />
        {run.state === "ended" ? (
          <RunBaseline pilot={pilot} number={run.number} timeZone={timeZone} mayAct={mayAct} />
        ) : null}
        <RunSteps run={run} />
        <RunGenerator run={run} />
        <RunExamples run={run} />
      </div>
    </>
  );
}
