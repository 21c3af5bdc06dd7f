"use client";

import { type ReactNode, useId } from "react";
import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import type { Span } from "#lib/load/core/chart-scale.ts";
import { type Bar, barsPath, linePath, type Scales, spansPath } from "./plot-paths.ts";

/** Lines, bars and strokes in a recharts chart. Its own ones hold about a kB for each second of each line, several for each bar. */

type LineProps<Point> = {
  points: readonly Point[];
  gaps: ReadonlySet<number>;
  figureOf(point: Point): number | null;
  color: string;
  width: number;
  /** As SVG writes it; solid where there is none. */
  dash?: string | undefined;
};

export function PlotLine<Point extends { second: number }>(props: LineProps<Point>) {
  const { points, gaps, figureOf, color, width, dash } = props;
  const draw = (scales: Scales) => (
    <path
      d={linePath(points, { gaps, figureOf }, scales)}
      fill="none"
      stroke={color}
      strokeWidth={width}
      strokeLinecap={dash === undefined ? "round" : "butt"}
      strokeDasharray={dash}
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

type Dot = { second: number; value: number; color: string; isFilled: boolean; isCrossed: boolean };

/** A square at each figure: filled or hollow, crossed or not. */
export function PlotDots({ dots, size }: { dots: readonly Dot[]; size: number }) {
  const draw = ({ x, y }: Scales) =>
    dots.map((dot) => <PlotDot key={dot.second} {...{ dot, size }} x={x(dot.second)} y={y(dot.value)} />);
  return <Marks zIndex={DefaultZIndexes.scatter} draw={draw} />;
}

type DotProps = { dot: Dot; size: number; x: number; y: number };

function PlotDot({ dot: { color, isFilled, isCrossed }, size, x, y }: DotProps) {
  const arm = size * 0.9;
  return (
    <g stroke={color} strokeWidth={1.6}>
      <rect
        {...{ x: x - size / 2, y: y - size / 2, width: size, height: size }}
        fill={isFilled ? color : "var(--bg)"}
      />
      {isCrossed ? (
        <path d={`M${x - arm} ${y - arm}L${x + arm} ${y + arm}M${x - arm} ${y + arm}L${x + arm} ${y - arm}`} />
      ) : null}
    </g>
  );
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
