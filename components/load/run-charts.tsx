"use client";

import { useMemo } from "react";
import { axisSeconds } from "#lib/load/core/axis-seconds.ts";
import type { KeptSeconds } from "#lib/load/core/kept-seconds.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import type { Plan } from "./chart-parts.tsx";
import { DeliveryChart } from "./delivery-chart.tsx";
import { ErrorsChart } from "./errors-chart.tsx";
import { LatencyChart } from "./latency-chart.tsx";
import { SecondsTable } from "./seconds-table.tsx";
import { TargetCharts } from "./target-charts.tsx";

type Props = {
  pilot: string;
  timeZone: string;
  run: RunView;
  kept: KeptSeconds;
  stale: boolean;
  table: boolean;
  onTable(open: boolean): void;
};

/** Latency, errors, planned against delivered, on one time axis. */
export function RunCharts({ pilot, timeZone, run, kept, stale, table, onTable }: Props) {
  const { notes, state } = run;
  const { points } = kept;
  const newest = points.at(-1)?.second ?? -1;
  const seconds = axisSeconds({ ...run, summary: { lastSecond: newest } });
  const plan = useMemo<Plan>(
    () => ({ axisSeconds: seconds, measuredSeconds: Math.min(seconds, newest + 1), notes }),
    [seconds, newest, notes],
  );
  if (state === "ended" && points.length === 0)
    return <p className="beneath second">No second was measured, so there is nothing to draw.</p>;
  return (
    <>
      <LatencyChart
        kept={kept}
        criteria={run.plan.objectives.criteria}
        from={run.plan.profile.model === "open" ? "due time" : "sending"}
        plan={plan}
        stale={stale}
      />
      <ErrorsChart kept={kept} summary={run.summary} plan={plan} stale={stale} />
      <DeliveryChart kept={kept} profile={run.plan.profile} plan={plan} stale={stale} />
      <TargetCharts pilot={pilot} run={run} plan={plan} timeZone={timeZone} stale={stale} />
      <details className="beneath" open={table} onToggle={(event) => onTable(event.currentTarget.open)}>
        <summary>
          The same figures as a table <span className="key">t</span>
        </summary>
        {table ? <SecondsTable kept={kept} /> : null}
      </details>
    </>
  );
}
