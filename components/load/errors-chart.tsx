"use client";

import { memo } from "react";
import { Bar, ComposedChart } from "recharts";
import { type ChartPoint, thinPoints } from "#lib/load/core/chart-point.ts";
import { axisFor } from "#lib/load/core/chart-scale.ts";
import type { RunSummary } from "#lib/load/core/run-view.ts";
import { count } from "#lib/load/core/say.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { axes, margin, noteLines, nowLine, type Plan } from "./chart-parts.tsx";

const height = 62;
const colors = ["var(--errors)", "var(--errors-3)", "var(--errors-2)", "var(--errors-4)"];
const others = "other kinds";

type Props = { points: readonly ChartPoint[]; summary: RunSummary; plan: Plan; stale: boolean };

/** Failed requests a second, by kind: the three most frequent and all others. */
export const ErrorsChart = memo(function ErrorsChart({ points, summary, plan, stale }: Props) {
  const kinds = kindsOf(summary);
  const axis = axisFor(Math.max(0, ...points.map(({ failed }) => failed)), 2);
  const rows = thinPoints(points, ({ failed }) => failed).map((point) => ({
    second: point.second + 0.5,
    ...byKind(point, kinds),
  }));
  const total = `${stale ? "was " : ""}${summary.failed === 0 ? "none" : count(summary.failed)} failed of ${count(totalOf(summary))}`;
  const at = Math.min(1, plan.measuredSeconds / plan.plannedSeconds);
  return (
    <ChartFrame
      title="Errors per s"
      note={kinds.length === 0 ? "anything the scenario does not expect" : "by kind"}
      height={height}
      withTime={false}
      max={axis.max}
      labels={[{ key: "total", text: total, value: 0, color: "var(--errors)", at }]}
      stale={stale}
      summary={total}
      foot={<Legend kinds={kinds} summary={summary} />}
    >
      <ComposedChart data={rows} margin={margin(false)} barGap={0} barCategoryGap={0}>
        {axes({ plan, axis, withTime: false, whole: true })}
        {noteLines(plan, false)}
        {nowLine(plan)}
        {kinds.map((kind, index) => (
          <Bar
            key={kind}
            dataKey={kind}
            stackId="failed"
            fill={colors[index] ?? "var(--errors)"}
            barSize={barWidth(rows.length)}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    </ChartFrame>
  );
});

function barWidth(rows: number): number {
  return rows > 200 ? 2 : 4;
}

function totalOf({ steps }: RunSummary): number {
  return steps[0]?.n ?? 0;
}

function kindsOf({ failedByKind }: RunSummary): string[] {
  const sorted = timesOf(failedByKind).sort(([, a], [, b]) => b - a);
  const named = sorted.slice(0, 3).map(([kind]) => kind);
  return sorted.length > 3 ? [...named, others] : named;
}

function timesOf(failedByKind: RunSummary["failedByKind"]): [kind: string, times: number][] {
  return Object.entries(failedByKind).map(([kind, times]) => [kind, times ?? 0]);
}

function byKind({ failedByKind }: ChartPoint, kinds: readonly string[]): Record<string, number> {
  const row: Record<string, number> = {};
  for (const [kind, times] of timesOf(failedByKind)) {
    const place = kinds.includes(kind) ? kind : others;
    row[place] = (row[place] ?? 0) + times;
  }
  return row;
}

function Legend({ kinds, summary: { failedByKind, failed } }: { kinds: readonly string[]; summary: RunSummary }) {
  if (kinds.length === 0) return null;
  const times: Readonly<Record<string, number>> = Object.fromEntries(timesOf(failedByKind));
  const named = kinds.reduce((sum, kind) => sum + (times[kind] ?? 0), 0);
  return (
    <p className="legend small">
      {kinds.map((kind, index) => (
        <span key={kind}>
          <i className="swatch" style={{ background: colors[index] }} /> {kind}{" "}
          {count(kind === others ? failed - named : (times[kind] ?? 0))}
        </span>
      ))}
    </p>
  );
}
