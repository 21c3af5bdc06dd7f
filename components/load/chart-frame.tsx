"use client";

import type { ReactElement, ReactNode } from "react";
import { ResponsiveContainer } from "recharts";
import { spreadLabels } from "#lib/load/core/chart-scale.ts";

/** The room around the plot, the same for all charts of a run so that they share one time axis. */
export const plotMargin = { left: 44, right: 120, top: 8, bottom: 8 };
const axisHeight = 22;
const labelHeight = 15;

/** A word beside the newest figure or at the right edge. */
export type ChartLabel = {
  key: string;
  text: string;
  value: number;
  color: string;
  /** Where on the time axis, 0 to 1. */
  at: number;
  bold?: boolean;
};

type Props = {
  title: string;
  note: string;
  /** Height of the plot in px. */
  height: number;
  withTime: boolean;
  max: number;
  labels: readonly ChartLabel[];
  stale: boolean;
  /** The same in words, for who cannot see it. */
  summary: string;
  foot?: ReactNode;
  children: ReactElement;
};

/** One of a run's charts: title, plot, and labels that stand on their lines. */
export function ChartFrame({ title, note, height, withTime, max, labels, stale, summary, foot, children }: Props) {
  const full = height + plotMargin.top + (withTime ? axisHeight : plotMargin.bottom);
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <span>{title}</span>
        <span className="second small">{note}</span>
      </figcaption>
      <div className={stale ? "hatched was-live" : "plot"} role="img" aria-label={`${title}: ${summary}`}>
        <ResponsiveContainer width="100%" height={full} minWidth={0} initialDimension={{ width: 560, height: full }}>
          {children}
        </ResponsiveContainer>
        <ChartLabels labels={labels} height={height} max={max} />
      </div>
      {foot}
    </figure>
  );
}

type LabelsProps = { labels: readonly ChartLabel[]; height: number; max: number };

function ChartLabels({ labels, height, max }: LabelsProps) {
  const wanted = labels.map(({ value }) => plotMargin.top + height * (1 - Math.min(value, max) / max));
  const tops = spreadLabels(wanted, labelHeight, plotMargin.top + height);
  return (
    <div className="chart-labels">
      {labels.map(({ key, text, color, at, bold }, index) => (
        <span
          className="chart-label"
          key={key}
          style={{
            top: tops[index],
            left: `calc(${plotMargin.left}px + (100% - ${plotMargin.left + plotMargin.right}px) * ${at})`,
            fontWeight: bold ? 600 : 500,
          }}
        >
          <i className="label-swatch" style={{ background: color }} />
          {text}
        </span>
      ))}
    </div>
  );
}
