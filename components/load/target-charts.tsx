"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RunView } from "#lib/load/core/run-view.ts";
import { notReadSince, sayFailed, type TargetFigures } from "#lib/load/core/target-figures.ts";
import { targetFiguresQuery } from "#lib/load/query.ts";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import type { Plan } from "./chart-parts.tsx";
import { TargetChart } from "./target-chart.tsx";
import { TargetTable } from "./target-table.tsx";

type Props = { pilot: string; run: RunView; plan: Plan; timeZone: string; stale: boolean };

/** What the target shows of itself, on the time axis of the charts above. Nothing at all where no figure was chosen. */
export function TargetCharts({ pilot, run, plan, timeZone, stale }: Props) {
  const { data, error } = useQuery(targetFiguresQuery(pilot, run.number, run.state !== "ended"));
  if (data === undefined) return error === null ? null : <Problem error={error} />;
  const { figures, sources, everySeconds } = data;
  if (figures.length === 0) return null;
  return (
    <section aria-labelledby="target-figures">
      <h3 id="target-figures" className="beneath">
        The target’s own figures{" "}
        <span className="second small">
          {everySeconds === 5 ? "read every 5 s" : `read every 5 s, drawn as means of ${everySeconds} s`}
        </span>
      </h3>
      {figures.map((figure, index) => (
        <TargetChart
          key={figure.label}
          figure={figure}
          everySeconds={everySeconds}
          plan={plan}
          stale={stale || isOld(data, figure.source)}
          withTime={index === figures.length - 1}
        />
      ))}
      {sources.map((source) => (
        <SourceSays key={source.address} source={source} until={data.until} timeZone={timeZone} />
      ))}
      <Table figures={data} />
    </section>
  );
}

function isOld({ sources, until }: TargetFigures, source: number): boolean {
  const of = sources[source];
  return of !== undefined && notReadSince(of, until) !== null;
}

type SaysProps = { source: TargetFigures["sources"][number]; until: string; timeZone: string };

function SourceSays({ source, until, timeZone }: SaysProps) {
  const since = notReadSince(source, until);
  const failed = sayFailed(source);
  if (since === null && failed === null) return null;
  return (
    <p className="second small beneath">
      {since === null ? null : (
        <span>
          <Mark name="stale" /> {source.address} was not read since {siteTime(new Date(since), timeZone, false)}.{" "}
        </span>
      )}
      {failed}
    </p>
  );
}

function Table({ figures }: { figures: TargetFigures }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="beneath" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The target’s figures as a table</summary>
      {isOpen ? <TargetTable figures={figures} /> : null}
    </details>
  );
}
