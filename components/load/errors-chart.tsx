"use client";

import { memo } from "react";
import { ComposedChart } from "recharts";
import type { ChartPoint } from "#lib/load/core/chart-point.ts";
import { axisFor } from "#lib/load/core/chart-scale.ts";
import { drawnPoints, type KeptSeconds } from "#lib/load/core/kept-seconds.ts";
import type { RunSummary } from "#lib/load/core/run-view.ts";
import { count } from "#lib/load/core/say.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { axes, margin, noteLines, nowLine, type Plan } from "./chart-parts.tsx";
import { PlotBars } from "./plot-marks.tsx";
import type { Bar } from "./plot-paths.ts";

const height = 62;
const colors = ["var(--errors)", "var(--errors-3)", "var(--errors-2)", "var(--errors-4)"];
const others = "other kinds";

type Props = { kept: KeptSeconds; summary: RunSummary; plan: Plan; stale: boolean };

/** Failed requests a second, by kind: the three most frequent and all others. */
export const ErrorsChart = memo(function ErrorsChart({ kept, summary, plan, stale }: Props) {
  const kinds = kindsOf(summary);
  const axis = axisFor(Math.max(0, ...kept.points.map(({ failed }) => failed)), 2);
  const drawn = drawnPoints(kept, ({ failed }) => failed);
  const stacks = stacksOf(drawn, kinds);
  // Beside the chart there is room for one count; of how many stands above it.
  const failed = `${stale ? "was " : ""}${summary.failed === 0 ? "none" : count(summary.failed)} failed`;
  const ofAll = `of ${count(totalOf(summary))}`;
  const at = Math.min(1, plan.measuredSeconds / plan.axisSeconds);
  return (
    <ChartFrame
      title="Errors per s"
      note={kinds.length === 0 ? "anything the scenario does not expect" : `${ofAll}, by kind`}
      height={height}
      withTime={false}
      max={axis.max}
      labels={[{ key: "total", text: failed, value: 0, color: "var(--errors)", at }]}
      stale={stale}
      summary={`${failed} ${ofAll}`}
      foot={<Legend kinds={kinds} summary={summary} />}
    >
      <ComposedChart margin={margin(false)}>
        {axes({ plan, axis, withTime: false, whole: true })}
        {noteLines(plan, false)}
        {nowLine(plan)}
        {kinds.map((kind, index) => (
          <PlotBars
            key={kind}
            bars={stacks[index] ?? []}
            color={colors[index] ?? "var(--errors)"}
            width={barWidth(drawn.length)}
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

/** Each kind's bars, standing on those of the kinds before it. */
function stacksOf(points: readonly ChartPoint[], kinds: readonly string[]): Bar[][] {
  const stacks: Bar[][] = kinds.map(() => []);
  for (const point of points) {
    if (point.failed === 0) continue;
    const row = byKind(point, kinds);
    let from = 0;
    for (const [index, kind] of kinds.entries()) {
      const to = from + (row[kind] ?? 0);
      if (to > from) stacks[index]?.push({ second: point.second, from, to });
      from = to;
    }
  }
  return stacks;
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
