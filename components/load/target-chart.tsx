"use client";

import { memo, useMemo } from "react";
import { ComposedChart } from "recharts";
import { axisFor } from "#lib/load/core/chart-scale.ts";
import { axisUnit, figureGaps, figureText, meanAndHighest, type TargetFigure } from "#lib/load/core/target-figures.ts";
import { ChartFrame, type ChartLabel } from "./chart-frame.tsx";
import { axes, margin, noteLines, nowLine, type Plan } from "./chart-parts.tsx";
import { PlotLine } from "./plot-marks.tsx";

const height = 56;

type Props = { figure: TargetFigure; everySeconds: number; plan: Plan; stale: boolean; withTime: boolean };

/** One figure of the target. Where it could not be read the line has a gap. */
export const TargetChart = memo(function TargetChart({ figure, everySeconds, plan, stale, withTime }: Props) {
  const { label, points } = figure;
  const { word, times } = axisUnit(figure, figure.max ?? 0);
  const drawn = useMemo(
    () => points.map(([second, value]) => ({ second, value: value === null ? null : value * times })),
    [points, times],
  );
  const gaps = useMemo(() => figureGaps(points, everySeconds), [points, everySeconds]);
  const axis = axisFor((figure.max ?? 0) * times, figure.unit === "percent" ? 10 : 1);
  return (
    <ChartFrame
      title={word === "" ? label : `${label}, ${word}`}
      note={noteOf(figure)}
      height={height}
      withTime={withTime}
      max={axis.max}
      labels={labelsOf(figure, { plan, stale, times })}
      stale={stale}
      summary={noteOf(figure)}
    >
      <ComposedChart margin={margin(withTime)}>
        {axes({ plan, axis, withTime })}
        {noteLines(plan, false)}
        {nowLine(plan)}
        <PlotLine points={drawn} gaps={gaps} figureOf={({ value }) => value} color="var(--ink-2)" width={1.6} />
      </ComposedChart>
    </ChartFrame>
  );
});

function noteOf(figure: TargetFigure): string {
  const { metric, missed } = figure;
  return meanAndHighest(figure) ?? (missed === 0 ? "not read yet" : `nothing was read of ${metric}`);
}

type Labelled = { plan: Plan; stale: boolean; times: number };

/** The newest figure stands where it was read: a line that ended early says so. */
function labelsOf(figure: TargetFigure, { plan, stale, times }: Labelled): ChartLabel[] {
  const [second, value] = figure.points.findLast(([, value]) => value !== null) ?? [0, null];
  if (value === null) return [];
  const at = Math.min(1, (second + 1) / plan.axisSeconds);
  const text = `${stale ? "was " : ""}${figureText(value, figure)}`;
  return [{ key: figure.label, text, value: value * times, color: "var(--ink-2)", at, bold: true }];
}
