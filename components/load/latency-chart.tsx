"use client";

import { memo } from "react";
import { ComposedChart, ReferenceLine } from "recharts";
import type { ChartPoint } from "#lib/load/core/chart-point.ts";
import { axisFor, spansWhere } from "#lib/load/core/chart-scale.ts";
import type { Criterion } from "#lib/load/core/criterion.ts";
import { drawnPoints, type KeptSeconds } from "#lib/load/core/kept-seconds.ts";
import { milliseconds } from "#lib/load/core/say.ts";
import { ChartFrame, type ChartLabel } from "./chart-frame.tsx";
import { axes, margin, noteLines, nowLine, type Plan } from "./chart-parts.tsx";
import { PlotLine, PlotSpans } from "./plot-marks.tsx";

const height = 220;

type Props = {
  kept: KeptSeconds;
  criteria: readonly Criterion[];
  from: string;
  plan: Plan;
  stale: boolean;
};

const lines = [
  { key: "latencyMsP50", name: "p50", color: "var(--p50)", width: 1.6 },
  { key: "latencyMsP95", name: "p95", color: "var(--p95)", width: 1.6 },
  { key: "latencyMsP99", name: "p99", color: "var(--p99)", width: 2.4 },
] as const;

/** Latency from the moment a request was due (closed model: sent): p50, p95, p99 with their limits, red where a limit is broken. */
export const LatencyChart = memo(function LatencyChart({ kept, criteria, from, plan, stale }: Props) {
  const { points, gaps } = kept;
  const limits = limitsOf(criteria);
  const highest = Math.max(0, ...points.map(({ latencyMsP99 }) => latencyMsP99 ?? 0));
  // A limit far above everything measured would press the lines to the ground: then it is told in words.
  const within = limits.map(({ limit }) => limit).filter((limit) => highest === 0 || limit <= highest * 4);
  const axis = axisFor(Math.max(highest, ...within), 10);
  const drawn = drawnPoints(kept, ({ latencyMsP99 }) => latencyMsP99);
  const newest = points.findLast(({ latencyMsP99 }) => latencyMsP99 !== null);
  const labels = newest === undefined ? [] : labelsOf(newest, plan, stale);
  const shown = limits.filter(({ limit }) => limit <= axis.max);
  const above = limits.filter(({ limit }) => limit > axis.max);
  return (
    <ChartFrame
      title="Latency, all requests"
      note={noteOf(from, newest, above)}
      height={height}
      withTime={false}
      max={axis.max}
      labels={[...labels, ...shown.map((one) => limitLabel(one))]}
      stale={stale}
      summary={summaryOf(newest)}
    >
      <ComposedChart margin={margin(false)}>
        {axes({ plan, axis, withTime: false })}
        {shown.map(({ name, limit }) => (
          <ReferenceLine key={name} y={limit} stroke="var(--nogo)" strokeDasharray="7 4" strokeWidth={1.4} />
        ))}
        {shown.map((one) => (
          <PlotSpans
            key={`broken ${one.name}`}
            spans={brokenSpans(points, one)}
            value={one.limit}
            color="var(--nogo)"
            width={4}
          />
        ))}
        {noteLines(plan, true)}
        {nowLine(plan)}
        {lines.map(({ key, color, width }) => (
          <PlotLine key={key} points={drawn} gaps={gaps} figureOf={(point) => point[key]} color={color} width={width} />
        ))}
      </ComposedChart>
    </ChartFrame>
  );
});

type Limit = { name: string; key: (typeof lines)[number]["key"] | null; limit: number };

/** Limits on the whole mix; those of one step have no line here. */
function limitsOf(criteria: readonly Criterion[]): Limit[] {
  return criteria.flatMap(({ metric, scope, limit }) => {
    if (metric.kind !== "percentile" || scope.kind !== "all") return [];
    const name = `p${Number((metric.q * 100).toFixed(4))}`;
    return [{ name, key: lines.find((line) => line.name === name)?.key ?? null, limit }];
  });
}

function brokenSpans(points: readonly ChartPoint[], { key, limit }: Limit) {
  return key === null ? [] : spansWhere(points, (point) => (point[key] ?? 0) > limit);
}

function labelsOf(newest: ChartPoint, { axisSeconds }: Plan, stale: boolean): ChartLabel[] {
  const at = Math.min(1, (newest.second + 1) / axisSeconds);
  const was = stale ? "was " : "";
  return lines.map(({ key, name, color }) => {
    const value = newest[key] ?? 0;
    const word = name === "p99" && newest.p99IsMax ? "max" : name;
    return { key, text: `${word} ${was}${milliseconds(value)}`, value, color, at, bold: name === "p99" };
  });
}

function limitLabel({ name, limit }: Limit): ChartLabel {
  return {
    key: `limit ${name}`,
    text: `${name} limit ${milliseconds(limit)}`,
    value: limit,
    color: "var(--nogo)",
    at: 1,
  };
}

function noteOf(from: string, newest: ChartPoint | undefined, above: readonly Limit[]): string {
  const limits = above.map(({ name, limit }) => `${name} limit ${milliseconds(limit)} lies above`);
  const window = newest === undefined ? [] : [`newest ${newest.windowSeconds} s`];
  return [`ms, from ${from}`, ...window, ...limits].join(", ");
}

function summaryOf(newest: ChartPoint | undefined): string {
  if (newest === undefined) return "nothing measured yet";
  return lines.map(({ key, name }) => `${name} ${milliseconds(newest[key] ?? 0)}`).join(", ");
}
