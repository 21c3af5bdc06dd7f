"use client";

import { memo } from "react";
import { CartesianGrid, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from "recharts";
import { axisFor, ticksOf } from "#lib/load/core/chart-scale.ts";
import type { VitalsSample } from "#lib/rollout/core/vitals.ts";
import { ChartFrame, type ChartLabel, plotMargin } from "../load/chart-frame.tsx";
import { margin } from "../load/chart-parts.tsx";

/** One figure of both systems on one axis, with what the gate allows. */
export type VitalsFigure = {
  title: string;
  note: string;
  /** Null where it could not be read: the line breaks. */
  of(sample: VitalsSample): number | null;
  says(value: number): string;
  /** The smallest top of the axis. */
  least: number;
};

type Props = {
  figure: VitalsFigure;
  legacy: readonly VitalsSample[];
  fresh: readonly VitalsSample[];
  limit: number | null;
  /** ms since 1970: the right edge. */
  now: number;
  /** When how much was over. */
  marks: readonly { at: number; percent: number }[];
  isOld: boolean;
};

const spanSeconds = 1_800;
const height = 150;
const ticks = [-1_800, -1_200, -600, 0];
const tickText = (second: number) => (second === 0 ? "now" : `${-second / 60} min ago`);
const sides = [
  { key: "legacy", color: "#6b7876", width: 1.6, dash: "6 4" },
  { key: "new", color: "var(--new)", width: 2.4, dash: "0" },
] as const;

export const VitalsChart = memo(function VitalsChart({ figure, limit, now, marks, isOld, ...samples }: Props) {
  const lines = { legacy: pointsOf(samples.legacy, figure, now), new: pointsOf(samples.fresh, figure, now) };
  const highest = Math.max(0, ...[...lines.legacy, ...lines.new].map(({ value }) => value ?? 0));
  const axis = axisFor(Math.max(highest, (limit ?? 0) * 1.1), figure.least);
  const labels = labelsOf(lines, { figure, limit });
  return (
    <ChartFrame
      title={figure.title}
      note={figure.note}
      height={height}
      withTime={true}
      max={axis.max}
      labels={labels}
      stale={isOld}
      summary={labels.map(({ text }) => text).join(", ") || "nothing measured yet"}
    >
      <ComposedChart margin={margin(true)}>
        <CartesianGrid stroke="var(--rule)" />
        <XAxis
          dataKey="second"
          type="number"
          domain={[-spanSeconds, 0]}
          ticks={ticks}
          tickFormatter={tickText}
          height={22}
          tick={{ fill: "var(--ink-2)", fontSize: 13 }}
          tickLine={false}
          axisLine={{ stroke: "var(--border)" }}
          allowDataOverflow
          interval="preserveStartEnd"
        />
        <YAxis
          width={plotMargin.left}
          domain={[0, axis.max]}
          ticks={ticksOf(axis)}
          tickFormatter={(value: number) => String(Number(value.toPrecision(3)))}
          tick={{ fill: "var(--ink-2)", fontSize: 13 }}
          tickLine={false}
          axisLine={{ stroke: "var(--border)" }}
          interval={0}
        />
        {marks.map(({ at, percent }) => (
          <ReferenceLine
            key={at}
            x={(at - now) / 1_000}
            stroke="var(--ink-2)"
            strokeDasharray="2 3"
            label={{ value: `${percent} %`, position: "insideTopRight", fill: "var(--ink-2)", fontSize: 13 }}
          />
        ))}
        {limit === null ? null : (
          <ReferenceLine y={limit} stroke="var(--nogo)" strokeDasharray="7 4" strokeWidth={1.4} />
        )}
        {sides.map(({ key, color, width, dash }) => (
          <Line
            key={key}
            data={lines[key]}
            dataKey="value"
            type="linear"
            stroke={color}
            strokeWidth={width}
            strokeDasharray={dash}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    </ChartFrame>
  );
});

type Point = { second: number; value: number | null };

function pointsOf(samples: readonly VitalsSample[], { of }: VitalsFigure, now: number): Point[] {
  return samples.map((sample) => ({ second: (sample.at - now) / 1_000, value: of(sample) }));
}

type Told = { figure: VitalsFigure; limit: number | null };

function labelsOf(lines: Record<"legacy" | "new", Point[]>, { figure, limit }: Told): ChartLabel[] {
  const newest = sides.flatMap(({ key, color }) => {
    const value = lines[key].at(-1)?.value;
    if (value === null || value === undefined) return [];
    return [{ key, text: `${key} ${figure.says(value)}`, value, color, at: 1, bold: key === "new" }];
  });
  if (limit === null) return newest;
  const text = `limit ${figure.says(limit)}`;
  return [...newest, { key: "limit", text, value: limit, color: "var(--nogo)", at: 1 }];
}
