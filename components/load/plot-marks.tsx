"use client";

import { type ReactNode, useId } from "react";
import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import type { ChartPoint } from "#lib/load/core/chart-point.ts";
import type { Span } from "#lib/load/core/chart-scale.ts";
import { type Bar, barsPath, linePath, type Scales, spansPath } from "./plot-paths.ts";

/** Lines, bars and strokes in a recharts chart. Its own ones hold about a kB for each second of each line, several for each bar. */

type LineProps = {
  points: readonly ChartPoint[];
  gaps: ReadonlySet<number>;
  figureOf(point: ChartPoint): number | null;
  color: string;
  width: number;
};

export function PlotLine({ points, gaps, figureOf, color, width }: LineProps) {
  const draw = (scales: Scales) => (
    <path
      d={linePath(points, { gaps, figureOf }, scales)}
      fill="none"
      stroke={color}
      strokeWidth={width}
      strokeLinecap="round"
    />
  );
  return <Marks zIndex={DefaultZIndexes.line} draw={draw} />;
}

type BarsProps = {
  bars: readonly Bar[];
  color: string;
  /** In px; less when a second has less room. */
  width: number;
};

export function PlotBars({ bars, color, width }: BarsProps) {
  const draw = (scales: Scales) => {
    const room = Math.max(1, scales.x(1) - scales.x(0));
    return <path d={barsPath(bars, Math.min(width, room), scales)} fill={color} />;
  };
  return <Marks zIndex={DefaultZIndexes.bar} draw={draw} />;
}

type SpansProps = { spans: readonly Span[]; value: number; color: string; width: number };

/** Where something held, as strokes at a height. */
export function PlotSpans({ spans, value, color, width }: SpansProps) {
  if (spans.length === 0) return null;
  const draw = (scales: Scales) => (
    <path d={spansPath(spans, value, scales)} fill="none" stroke={color} strokeWidth={width} />
  );
  return <Marks zIndex={DefaultZIndexes.line} draw={draw} />;
}

/** Half a stroke hangs over the plot's edges at most. */
const overhang = 4;

function Marks({ zIndex, draw }: { zIndex: number; draw(scales: Scales): ReactNode }) {
  const clip = useId();
  const area = usePlotArea();
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  if (area === undefined || x === undefined || y === undefined) return null;
  const scales: Scales = { x: (second) => x(second) ?? 0, y: (value) => y(value) ?? 0 };
  return (
    <ZIndexLayer zIndex={zIndex}>
      <clipPath id={clip}>
        <rect x={area.x} y={area.y - overhang} width={area.width} height={area.height + 2 * overhang} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>{draw(scales)}</g>
    </ZIndexLayer>
  );
}
