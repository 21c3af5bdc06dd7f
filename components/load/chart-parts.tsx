"use client";

import { CartesianGrid, ReferenceArea, ReferenceLine, XAxis, YAxis } from "recharts";
import { type Axis, ticksOf, timeTicks } from "#lib/load/core/chart-scale.ts";
import { noteLetter } from "#lib/load/core/note-letter.ts";
import type { RunNote } from "#lib/load/core/run-view.ts";
import { clock, count } from "#lib/load/core/say.ts";
import { plotMargin } from "./chart-frame.tsx";

/** What every chart of a run has: its time as the axis, grey where nothing is measured yet, the notes as lettered marks. */

export type Plan = {
  /** lib/load/core/axis-seconds.ts */
  axisSeconds: number;
  /** Up to where it was measured; what lies beyond is not yet, or was never driven. */
  measuredSeconds: number;
  notes: readonly RunNote[];
};

/** Without a time axis beneath, half of the lowest figure hangs below the plot. */
export const margin = (withTime: boolean) => ({
  top: plotMargin.top,
  right: plotMargin.right,
  bottom: withTime ? 0 : plotMargin.bottom,
  left: 0,
});

type AxesProps = { plan: Plan; axis: Axis; withTime: boolean; whole?: boolean };

/** Called as a function: recharts looks at the children of a chart by their own kind. */
export function axes({ plan: { axisSeconds, measuredSeconds }, axis, withTime, whole = false }: AxesProps) {
  const ticks = timeTicks(axisSeconds);
  return [
    <ReferenceArea
      key="not yet"
      x1={Math.min(measuredSeconds, axisSeconds)}
      x2={axisSeconds}
      fill="var(--later)"
      fillOpacity={1}
      stroke="none"
      zIndex={-200}
    />,
    <CartesianGrid key="grid" stroke="var(--rule)" />,
    <XAxis
      key="time"
      dataKey="second"
      type="number"
      domain={[0, axisSeconds]}
      ticks={ticks}
      tickFormatter={clock}
      hide={!withTime}
      height={22}
      tick={{ fill: "var(--ink-2)", fontSize: 13 }}
      tickLine={false}
      axisLine={{ stroke: "var(--border)" }}
      allowDataOverflow
      interval="preserveStartEnd"
    />,
    <YAxis
      key="figure"
      width={plotMargin.left}
      domain={[0, axis.max]}
      ticks={ticksOf(axis).filter((tick) => !whole || Number.isInteger(tick))}
      tickFormatter={tickText}
      tick={{ fill: "var(--ink-2)", fontSize: 13 }}
      tickLine={false}
      axisLine={{ stroke: "var(--border)" }}
      allowDataOverflow
      interval={0}
    />,
  ];
}

function tickText(value: number): string {
  return value >= 10 || Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(2)));
}

/** Where measuring stands now. */
export function nowLine({ axisSeconds, measuredSeconds }: Plan) {
  if (measuredSeconds <= 0 || measuredSeconds >= axisSeconds) return null;
  return <ReferenceLine key="now" x={measuredSeconds} stroke="var(--border)" />;
}

/** Letters stand on the topmost chart only. */
export function noteLines({ notes }: Plan, lettered: boolean) {
  return notes.map((note, index) => (
    <ReferenceLine
      key={note.id}
      x={note.second}
      stroke="var(--ink-2)"
      strokeDasharray="2 3"
      ifOverflow="hidden"
      {...(lettered ? { label: <Letter text={noteLetter(index)} /> } : {})}
    />
  ));
}

type LetterProps = { text: string; viewBox?: { x?: number; y?: number } };

function Letter({ text, viewBox }: LetterProps) {
  const { x = 0, y = 0 } = viewBox ?? {};
  return (
    <g>
      <rect x={x - 9} y={y - 8} width={18} height={18} fill="var(--ink)" />
      <text x={x} y={y + 5} textAnchor="middle" fill="var(--bg)" fontSize={13} fontWeight={700}>
        {text}
      </text>
    </g>
  );
}
