"use client";

import Link from "next/link";
import { useState } from "react";
import { CartesianGrid, ComposedChart, ReferenceLine, XAxis, YAxis } from "recharts";
import { type Axis, axisFor, ticksOf } from "#lib/load/core/chart-scale.ts";
import { count, milliseconds, percent } from "#lib/load/core/say.ts";
import { verdictWord } from "#lib/load/core/say-verdict.ts";
import type { RunTrend, TrendRun } from "#lib/load/core/trend.ts";
import { Plate } from "../ui/plate.tsx";
import { siteTime } from "../ui/site-time.ts";
import { ChartFrame, type ChartLabel, plotMargin } from "./chart-frame.tsx";
import { margin } from "./chart-parts.tsx";
import { PlotDots, PlotLine } from "./plot-marks.tsx";
import styles from "./run-baseline.module.css";

type Props = { pilot: string; number: number; trend: RunTrend; timeZone: string };

const figures = [
  { key: "latencyMsP95", name: "p95", say: (value: number) => milliseconds(value), least: 10 },
  { key: "latencyMsP99", name: "p99", say: (value: number) => milliseconds(value), least: 10 },
  { key: "errorRatio", name: "errors", say: (value: number) => percent(value), least: 0.001 },
] as const;

/** How runs of one scenario, load and environment went, one after another: a figure of each, its limit dashed. */
export function RunTrendChart({ pilot, number, trend, timeZone }: Props) {
  const [at, setAt] = useState(0);
  const { runs, more } = trend;
  if (runs.length < 2)
    return <p className="beneath second">No other run of this scenario, load and environment has figures yet.</p>;
  return (
    <section className="section" aria-labelledby="trend">
      <h2 id="trend" className={styles["head"]}>
        Runs like it{" "}
        <span className="second small">
          {more ? `the newest ${runs.length}` : count(runs.length)} of its scenario, load and environment
        </span>
        <span className={styles["choices"]}>
          {figures.map(({ key, name }, place) => (
            <button key={key} type="button" aria-pressed={place === at} onClick={() => setAt(place)}>
              {name}
            </button>
          ))}
        </span>
      </h2>
      <Chart number={number} trend={trend} at={at} />
      <details className="beneath">
        <summary>The same runs as a table</summary>
        <TrendTable {...{ pilot, runs, number, timeZone }} />
      </details>
    </section>
  );
}

const height = 130;

function Chart({ number, trend: { runs, limits }, at }: { number: number; trend: RunTrend; at: number }) {
  const { key, name, say, least } = figures[at] ?? figures[0];
  const limit = limits[key];
  const points = runs.map((run, second) => ({ second, run, value: run[key] }));
  const highest = Math.max(0, ...points.map(({ value }) => value ?? 0));
  // A limit far above everything measured would press the line to the ground: then it is told in words.
  const shown = limit !== null && limit <= highest * 4 ? limit : null;
  const axis = axisFor(Math.max(highest, shown ?? 0), least);
  const labels = labelsOf({ points, number, name, say, limit: shown });
  const above = limit !== null && shown === null ? `; limit ${say(limit)} lies above` : "";
  return (
    <ChartFrame
      title={`${name}, all requests`}
      note={`filled: this run; crossed: FAIL${above}`}
      height={height}
      withTime
      max={axis.max}
      labels={labels}
      stale={false}
      summary={labels.map(({ text }) => text).join(", ")}
    >
      <ComposedChart margin={margin(true)}>
        {trendAxes(runs, axis, say)}
        {shown === null ? null : (
          <ReferenceLine y={shown} stroke="var(--nogo)" strokeDasharray="7 4" strokeWidth={1.4} />
        )}
        {points.map(({ run, second }) =>
          run.isBaseline ? (
            <ReferenceLine key="baseline" x={second} stroke="var(--ink-2)" strokeDasharray="2 3" />
          ) : null,
        )}
        <PlotLine points={points} gaps={new Set()} figureOf={({ value }) => value} color="var(--p95)" width={1.6} />
        <PlotDots dots={dotsOf(points, number)} size={7} />
      </ComposedChart>
    </ChartFrame>
  );
}

type Point = { second: number; run: TrendRun; value: number | null };

function dotsOf(points: readonly Point[], number: number) {
  return points.flatMap(({ second, run, value }) => {
    if (value === null) return [];
    const isCrossed = run.verdict === "fail";
    const color = isCrossed ? "var(--nogo)" : "var(--p95)";
    return [{ second, value, color, isCrossed, isFilled: run.number === number }];
  });
}

type Labelled = {
  points: readonly Point[];
  number: number;
  name: string;
  say(value: number): string;
  limit: number | null;
};

/** The newest figure, this run's where it is another, and the baseline's; all at the right edge. */
function labelsOf({ points, number, name, say, limit }: Labelled): ChartLabel[] {
  const newest = points.at(-1);
  const said = points.filter(({ run }) => run.number === number || run.isBaseline || run === newest?.run);
  const labels = said.flatMap(({ run, value }): ChartLabel[] => {
    if (value === null) return [];
    const word = run.number === number ? "this" : String(run.number);
    const text = `${word}${run.isBaseline ? " base" : ""} ${say(value)}`;
    return [{ key: text, text, value, color: "var(--p95)", at: 1, bold: run.number === number }];
  });
  if (limit === null) return labels;
  const key = `${name} limit ${say(limit)}`;
  return [...labels, { key, text: `limit ${say(limit)}`, value: limit, color: "var(--nogo)", at: 1 }];
}

/** Called as a function: recharts looks at the children of a chart by their own kind. */
function trendAxes(runs: readonly TrendRun[], axis: Axis, say: (value: number) => string) {
  const every = Math.ceil(runs.length / 8);
  const tick = { fill: "var(--ink-2)", fontSize: 13 };
  return [
    <CartesianGrid key="grid" stroke="var(--rule)" vertical={false} />,
    <XAxis
      key="runs"
      dataKey="second"
      type="number"
      domain={[-0.3, runs.length - 0.7]}
      ticks={runs.map((_, place) => place).filter((place) => place % every === 0)}
      tickFormatter={(place: number) => String(runs[place]?.number ?? "")}
      height={22}
      tick={tick}
      tickLine={false}
      axisLine={{ stroke: "var(--border)" }}
      allowDataOverflow
      interval={0}
    />,
    <YAxis
      key="figure"
      width={plotMargin.left}
      domain={[0, axis.max]}
      ticks={ticksOf(axis)}
      tickFormatter={(value: number) => say(value).replace(/ (ms|s|%)$/, "")}
      tick={tick}
      tickLine={false}
      axisLine={{ stroke: "var(--border)" }}
      allowDataOverflow
      interval={0}
    />,
  ];
}

type TableProps = { pilot: string; runs: readonly TrendRun[]; number: number; timeZone: string };

/** The newest first. */
function TrendTable({ pilot, runs, number, timeZone }: TableProps) {
  const ms = (value: number | null) => (value === null ? "–" : milliseconds(value));
  return (
    <div className="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Ended</th>
            <th scope="col">Verdict</th>
            {["p95", "p99", "Errors"].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.toReversed().map((run) => (
            <tr key={run.number} className={run.number === number ? "row-current" : undefined}>
              <th scope="row" className="row-name">
                <Link prefetch={false} href={`/${pilot}/runs/${run.number}`}>
                  {run.number}, {run.name}
                </Link>{" "}
                <span className="second">v{run.scenarioVersion}</span>{" "}
                {run.isBaseline ? <span className="tag">BASELINE</span> : null}
              </th>
              <td suppressHydrationWarning>{run.endedAt === null ? "–" : siteTime(new Date(run.endedAt), timeZone)}</td>
              <td>{run.verdict === null ? "–" : <Plate kind={run.verdict} word={verdictWord[run.verdict]} />}</td>
              <td className="number">{ms(run.latencyMsP95)}</td>
              <td className="number">{ms(run.latencyMsP99)}</td>
              <td className="number">{run.errorRatio === null ? "–" : percent(run.errorRatio)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
