"use client";

import { ComposedChart } from "recharts";
import { axisFor } from "#lib/load/core/chart-scale.ts";
import type { ComparedRun } from "#lib/load/core/comparison.ts";
import type { OverlayPoint } from "#lib/load/core/run-blocks.ts";
import { duration, milliseconds, perSecond } from "#lib/load/core/say.ts";
import { ChartFrame, type ChartLabel } from "./chart-frame.tsx";
import { axes, margin, type Plan } from "./chart-parts.tsx";
import { lineOf } from "./compare-marks.ts";
import { PlotLine } from "./plot-marks.tsx";

type Figure = {
  title: string;
  of(point: OverlayPoint): number | null;
  say(value: number): string;
  least: number;
  height: number;
};

const figures: readonly Figure[] = [
  { title: "p95, all requests", of: ({ latencyMsP95 }) => latencyMsP95, say: milliseconds, least: 10, height: 190 },
  { title: "Requests per s", of: (point) => point.throughputPerSecond, say: perSecond, least: 1, height: 100 },
  { title: "Errors per s", of: (point) => point.failedPerSecond, say: perSecond, least: 1, height: 70 },
];

/** The runs laid over one another, each from its first second that counts. */
export function CompareCharts({ runs }: { runs: readonly ComparedRun[] }) {
  const seconds = Math.max(...runs.map(lengthOf));
  const plan: Plan = { axisSeconds: seconds, measuredSeconds: seconds, notes: [] };
  return (
    <>
      {figures.map((figure, at) => (
        <OverlayChart key={figure.title} {...{ figure, runs, plan }} withTime={at === figures.length - 1} />
      ))}
    </>
  );
}

type Props = { figure: Figure; runs: readonly ComparedRun[]; plan: Plan; withTime: boolean };

function OverlayChart({ figure: { title, of, say, least, height }, runs, plan, withTime }: Props) {
  const highest = Math.max(0, ...runs.flatMap(({ points }) => points.map((point) => of(point) ?? 0)));
  const axis = axisFor(highest, least);
  const labels = runs.flatMap((run, place) => labelOf(run, { of, say, place, seconds: plan.axisSeconds }));
  return (
    <ChartFrame
      title={title}
      note={noteOf(runs)}
      height={height}
      withTime={withTime}
      max={axis.max}
      labels={labels}
      stale={false}
      summary={labels.map(({ text }) => text).join(", ")}
    >
      <ComposedChart margin={margin(withTime)}>
        {axes({ plan, axis, withTime })}
        {runs.map(({ number, points, pointSeconds }, place) => (
          <PlotLine
            key={number}
            points={points}
            gaps={gapsOf(points, pointSeconds)}
            figureOf={of}
            {...lineOf(place)}
            width={place === 0 ? 2.4 : 1.8}
          />
        ))}
      </ComposedChart>
    </ChartFrame>
  );
}

function lengthOf({ points, pointSeconds }: ComparedRun): number {
  return (points.at(-1)?.second ?? 0) + pointSeconds;
}

function gapsOf(points: readonly OverlayPoint[], pointSeconds: number): ReadonlySet<number> {
  const isAfterGap = ({ second }: OverlayPoint, at: number) => second - (points[at - 1]?.second ?? 0) > pointSeconds;
  return new Set(points.filter(isAfterGap).map(({ second }) => second));
}

type Labelled = Pick<Figure, "of" | "say"> & { place: number; seconds: number };

/** At the end of its line. */
function labelOf(run: ComparedRun, { of, say, place, seconds }: Labelled): ChartLabel[] {
  const last = run.points.findLast((point) => of(point) !== null);
  const value = last === undefined ? null : of(last);
  if (value === null) return [];
  const text = `${run.number} ${place === 0 ? "base " : ""}${say(value)}`;
  const at = Math.min(1, lengthOf(run) / seconds);
  return [{ key: String(run.number), text, value, color: lineOf(place).color, at, bold: place === 0 }];
}

function noteOf(runs: readonly ComparedRun[]): string {
  const longest = Math.max(...runs.map(({ pointSeconds }) => pointSeconds));
  return longest === 1 ? "each second from the first that counts" : `${duration(longest)} a point`;
}
