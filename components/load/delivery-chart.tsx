"use client";

import { memo } from "react";
import { ComposedChart, ReferenceLine } from "recharts";
import type { ChartPoint } from "#lib/load/core/chart-point.ts";
import { axisFor, spansWhere } from "#lib/load/core/chart-scale.ts";
import { drawnPoints, type KeptSeconds } from "#lib/load/core/kept-seconds.ts";
import { plannedCourse } from "#lib/load/core/planned-course.ts";
import { type Profile, peakRate } from "#lib/load/core/profile.ts";
import { count, perSecond } from "#lib/load/core/say.ts";
import { ChartFrame, type ChartLabel } from "./chart-frame.tsx";
import { axes, margin, noteLines, nowLine, type Plan } from "./chart-parts.tsx";
import { PlotLine, PlotSpans } from "./plot-marks.tsx";

const height = 86;

type Props = { kept: KeptSeconds; profile: Profile; plan: Plan; stale: boolean };

/** What the plan asked for against what was delivered, on one axis: requests a second, or users at work. Red at the foot: due, not sent. */
export const DeliveryChart = memo(function DeliveryChart({ kept, profile, plan, stale }: Props) {
  const { points, gaps } = kept;
  const open = profile.model === "open";
  const key = open ? "ended" : "users";
  const course = plannedCourse(profile);
  const highest = Math.max(open ? peakRate(profile.stages) : profile.users, ...points.map((point) => point[key]));
  const axis = axisFor(highest, 1);
  const newest = points.at(-1);
  const labels = labelsOf({ newest, key, profile, plan, stale });
  return (
    <ChartFrame
      title={open ? "Requests per s" : "Users at work"}
      note={noteOf(kept, open)}
      height={height}
      withTime
      max={axis.max}
      labels={labels}
      stale={stale}
      summary={labels.map(({ text }) => text).join(", ")}
    >
      <ComposedChart margin={margin(true)}>
        {axes({ plan, axis, withTime: true })}
        <PlotSpans spans={spansWhere(points, ({ dropped }) => dropped > 0)} value={0} color="var(--nogo)" width={6} />
        {course.map((part) => (
          <ReferenceLine
            key={`planned ${part[0].x}`}
            segment={part}
            stroke="var(--ink-2)"
            strokeDasharray="6 4"
            strokeWidth={1.4}
          />
        ))}
        {noteLines(plan, false)}
        {nowLine(plan)}
        <PlotLine
          points={drawnPoints(kept, (point) => point[key])}
          gaps={gaps}
          figureOf={(point) => point[key]}
          color="var(--new)"
          width={1.6}
        />
      </ComposedChart>
    </ChartFrame>
  );
});

type Labelled = {
  newest: ChartPoint | undefined;
  key: "ended" | "users";
  profile: Profile;
  plan: Plan;
  stale: boolean;
};

function labelsOf({ newest, key, profile, plan, stale }: Labelled): ChartLabel[] {
  const peak = profile.model === "open" ? peakRate(profile.stages) : profile.users;
  const say = (value: number) => (key === "ended" ? perSecond(value) : `${count(value)} users`);
  const planned: ChartLabel = {
    key: "planned",
    text: `planned ${say(peak)}`,
    value: peak,
    color: "var(--ink-2)",
    at: 1,
  };
  if (newest === undefined) return [planned];
  const at = Math.min(1, (newest.second + 1) / plan.axisSeconds);
  const word = key === "ended" ? "delivered" : "at work";
  const value = newest[key];
  const text = `${stale ? "was" : word} ${say(value)}`;
  return [planned, { key: "delivered", text, value, color: "var(--new)", at, bold: true }];
}

function noteOf({ points, dropped }: KeptSeconds, open: boolean): string {
  const newest = points.at(-1);
  if (!open && newest !== undefined) return `${perSecond(newest.ended)} requests just now`;
  return dropped === 0 ? "planned dashed, delivered solid" : `${count(dropped)} due, not sent (red at the foot)`;
}
