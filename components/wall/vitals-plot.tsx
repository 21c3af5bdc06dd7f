import { useMemo } from "react";
import { axisFor } from "#lib/load/core/chart-scale.ts";
import { Mark } from "../ui/mark.tsx";
import type { VitalsRollbackTexts } from "./messages/vitals-rollback.ts";
import styles from "./vitals.module.css";
import { type ChartKind, type ChartSeries, newestOf, type VitalsChart } from "./vitals-charts.ts";
import {
  fieldSize,
  figuresPath,
  highestIn,
  levelPath,
  momentPath,
  newestDot,
  shareOf,
  type TimeWindow,
  wordHeights,
} from "./vitals-lines.ts";
import type { WallFigures } from "./wall-figures.ts";

/** Of a plot's height, in %: as far as two words stand apart. */
const wordGap = 23;

type PlotPlace = {
  window: TimeWindow;
  gapMs: number;
  cutOver: { at: number; says: string } | null;
  /** The screen hears nothing: no figure is live, whatever its source said last. */
  stale: boolean;
  t: VitalsRollbackTexts;
  figures: WallFigures;
};

type Props = { chart: VitalsChart; title: string; note: string; place: PlotPlace };

/** One chart: its lines are one path each, so that the page holds as many elements after a day as in its first second. */
export function VitalsPlot({ chart, title, note, place }: Props) {
  const { window, t, figures } = place;
  const max = useMemo(() => topOf(chart, window), [chart, window]);
  const silent = chart.series.filter(({ name, silentMs }) => silentMs !== null && name !== "p95" && name !== "p50");
  return (
    <figure className={`${styles["chart"]} ${styles[chart.kind]}`}>
      <figcaption className={styles["head"]}>
        <span>{title}</span>
        <span className={styles["note"]}>{silent.length === 0 ? note : <Silent series={silent} place={place} />}</span>
        <span className={styles["reach"]}>{t.vitals.reach(figureText(chart.kind, max, figures))}</span>
      </figcaption>
      <Field chart={chart} max={max} place={place} />
      <Words chart={chart} max={max} place={place} />
    </figure>
  );
}

function topOf({ series, limit, least }: VitalsChart, window: TimeWindow): number {
  const highest = Math.max(limit ?? 0, ...series.map((one) => highestIn(one.figures, window) ?? 0));
  return axisFor(highest * 1.02, least).max;
}

/** Which figures are old, and how old. */
function Silent({ series, place: { t, figures } }: { series: readonly ChartSeries[]; place: PlotPlace }) {
  const ages = series.map(({ name, silentMs }) => {
    const whose = name === "legacy" ? `${t.vitals.legacy} ` : name === "new" ? `${t.vitals.fresh} ` : "";
    return `${whose}${figures.age(silentMs ?? 0)}`;
  });
  return (
    <span className={styles["silent"]}>
      <Mark name="stale" /> {t.staleFor(ages.join(", "))}
    </span>
  );
}

type PartProps = { chart: VitalsChart; max: number; place: PlotPlace };

function Field({ chart, max, place: { window, gapMs, cutOver, stale } }: PartProps) {
  const { series, limit } = chart;
  const field = { window, max, gapMs };
  const moment = momentPath(cutOver?.at ?? null, window);
  const isLate = shareOf(cutOver?.at ?? 0, window) > 0.6;
  return (
    <div className={styles["field"]}>
      <svg viewBox={`0 0 ${fieldSize} ${fieldSize}`} preserveAspectRatio="none" aria-hidden="true">
        <path className={styles["limit"]} d={levelPath(limit, max)} />
        <path className={styles["moment"]} d={moment} />
        {series.map((one) => {
          const look = stale || one.silentMs !== null ? `${styles[one.name]} ${styles["dead"]}` : styles[one.name];
          return (
            <g key={one.name} className={look}>
              <path className={styles["line"]} d={figuresPath(one.figures, field)} />
              <path className={styles["dot"]} d={newestDot(one.figures, field)} />
            </g>
          );
        })}
      </svg>
      <span
        className={isLate ? `${styles["cut"]} ${styles["cut-left"]}` : styles["cut"]}
        style={{ left: `${shareOf(cutOver?.at ?? 0, window) * 100}%` }}
      >
        {moment === "" || chart.kind !== "latency" ? "" : cutOver?.says}
      </span>
    </div>
  );
}

/** The newest figures at the right end, each at the height of its line. */
function Words({ chart: { kind, series, limit }, max, place: { stale, t, figures } }: PartProps) {
  const limitWord = limit === null ? [] : [{ name: "limit", value: limit, dead: stale, text: t.vitals.limit }];
  const seriesWords = series.map((one) => {
    const dead = stale || one.silentMs !== null;
    const named = nameOf(one.name, t);
    return {
      name: one.name,
      value: newestOf(one),
      dead,
      text: (value: string) => `${named} ${dead ? t.was(value) : value}`,
    };
  });
  const words = [...limitWord, ...seriesWords];
  const tops = wordHeights(
    words.map(({ value }) => value),
    max,
    wordGap,
  );
  return (
    <div className={styles["words"]}>
      {words.map(({ name, value, dead, text }, index) => (
        <span
          key={name}
          className={dead ? `${styles[name]} ${styles["dead"]}` : styles[name]}
          style={{ top: `${tops[index]}%` }}
        >
          {text(value === null ? t.vitals.none : figureText(kind, value, figures)).trim()}
        </span>
      ))}
    </div>
  );
}

function nameOf(name: ChartSeries["name"], { vitals }: VitalsRollbackTexts): string {
  if (name === "legacy") return vitals.legacy;
  if (name === "new") return vitals.fresh;
  return name === "errors" || name === "rate" ? "" : name;
}

function figureText(kind: ChartKind, value: number, figures: WallFigures): string {
  if (kind === "latency") return figures.latency(value);
  return kind === "errors" ? figures.ratio(value) : figures.rate(value);
}
