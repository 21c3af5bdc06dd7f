"use client";

import { useId, useMemo } from "react";
import type { Plan } from "#lib/load/core/arithmetic.ts";
import { clock, count, duration, perSecond } from "#lib/load/core/say.ts";
import styles from "./new-run-side.module.css";
import {
  axisTop,
  type JudgedFrom,
  judgedFrom,
  type ProfileShape,
  profileShape,
  sharedMarks,
  timeParts,
} from "./profile-shape.ts";

/** The load over the planned time, and from when on each objective can be judged. The table above says the same in figures. */
export function ProfileChart({ plan }: { plan: Plan }) {
  const shape = useMemo(() => profileShape(plan.profile), [plan]);
  const marks = useMemo(
    () => sharedMarks([...judgedFrom(plan), ...recoveryFrom(plan, shape)], shape.seconds),
    [plan, shape],
  );
  const isOpen = plan.profile.model === "open";
  const say = isOpen ? perSecond : count;
  const what = isOpen ? "Requests a second" : "Users";
  const title = `${what} over ${shape.byCount.length > 0 ? "at most" : "the planned"} ${duration(shape.seconds)}`;
  const end = axisTop(shape.top);
  const last = shape.points.at(-1)?.[1] ?? 0;
  return (
    <figure className={`chart ${styles["profile"]}`}>
      <figcaption className="chart-head">{title}</figcaption>
      <Marks marks={marks} seconds={shape.seconds} />
      <div
        className={styles["plot"]}
        role="img"
        aria-label={[spoken(title, say(shape.top), marks), ...legendOf(shape).map(({ says }) => says)].join("; ")}
      >
        <Course shape={shape} end={end} marks={marks} />
        <span className={styles["top-value"]}>{say(end)}</span>
        <span className={styles["zero-value"]}>0</span>
        <strong className={styles["last-value"]} style={{ top: `${100 - (100 * last) / end}%` }}>
          {say(last)}
        </strong>
      </div>
      <p className={styles["times"]}>
        {timeParts(shape.seconds).map((part) => (
          <span key={part}>{clock(shape.seconds * part)}</span>
        ))}
      </p>
      {legendOf(shape).map(({ kind, says }) => (
        <p key={kind} className={styles["legend"]}>
          <span className={`${styles["swatch"]} ${styles[kind]}`} aria-hidden="true" /> {says}
        </p>
      ))}
    </figure>
  );
}

/** What the tints of the picture mean, as far as it has them. */
function legendOf({ byCount, warmUpSeconds }: ProfileShape): { kind: "warm" | "counted"; says: string }[] {
  return [
    ...(warmUpSeconds > 0
      ? [{ kind: "warm" as const, says: `the first ${duration(warmUpSeconds)} are the warm-up and do not count` }]
      : []),
    ...(byCount.length > 0
      ? [{ kind: "counted" as const, says: "hatched levels end by their count, at the latest where they stand" }]
      : []),
  ];
}

/** Recovery counts from the end of the spike on. */
function recoveryFrom({ objectives }: Plan, { spikeEnd }: ProfileShape): JudgedFrom[] {
  const waits = objectives.criteria.some(({ metric }) => metric.kind === "recovery");
  return waits && spikeEnd !== null ? [{ name: "recovery", second: spikeEnd }] : [];
}

function Course({ shape, end, marks }: { shape: ProfileShape; end: number; marks: JudgedFrom[] }) {
  const { points, seconds, byCount, warmUpSeconds } = shape;
  const pattern = useId();
  const at = ([second, value]: readonly [number, number]) =>
    `${(1000 * second) / seconds},${1000 - (1000 * value) / end}`;
  const line = points.map(at).join(" ");
  return (
    <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
      <pattern id={pattern} width={14} height={60} patternUnits="userSpaceOnUse">
        <line className={styles["hatch"]} x1={0} x2={14} y1={60} y2={0} />
      </pattern>
      <rect className={styles["warm"]} x={0} y={0} width={(1000 * warmUpSeconds) / seconds} height={1000} />
      {timeParts(seconds).map((part) => (
        <line key={part} className={styles["grid"]} x1={1000 * part} x2={1000 * part} y1={0} y2={1000} />
      ))}
      <line className={styles["grid"]} x1={0} x2={1000} y1={0} y2={0} />
      <line className={styles["axis"]} x1={0} x2={1000} y1={1000} y2={1000} />
      <polygon className={styles["area"]} points={`0,1000 ${line} 1000,1000`} />
      {byCount.map(([from, to]) => (
        <rect
          key={from}
          fill={`url(#${pattern})`}
          x={(1000 * from) / seconds}
          y={0}
          width={(1000 * (to - from)) / seconds}
          height={1000}
        />
      ))}
      <polyline className={styles["course"]} points={line} />
      {marks.map(({ second }) => (
        <line
          key={second}
          className={styles["mark"]}
          x1={(1000 * second) / seconds}
          x2={(1000 * second) / seconds}
          y1={0}
          y2={1000}
        />
      ))}
    </svg>
  );
}

const markLinePx = 16;

/** Each label has a line of its own above the plot, on the side where there is room, and a foot that reaches down to its mark. */
function Marks({ marks, seconds }: { marks: JudgedFrom[]; seconds: number }) {
  return (
    <div className={styles["marks"]}>
      {marks.map(({ name, second }, index) => {
        const part = second / seconds;
        const height = (marks.length - index) * markLinePx;
        const side = part < 0.5 ? { left: `${part * 100}%`, height } : { right: `${(1 - part) * 100}%`, height };
        return (
          <p key={second}>
            <span className={part < 0.5 ? styles["from-left"] : styles["from-right"]} style={side}>
              {markInWords(name, second)}
            </span>
          </p>
        );
      })}
    </div>
  );
}

function markInWords(name: string, second: number): string {
  return `${name} from ${clock(Math.ceil(second - 1e-6))}`;
}

function spoken(title: string, top: string, marks: readonly JudgedFrom[]): string {
  const judged = marks.map(({ name, second }) => `${name} can be judged from ${duration(second)} on`);
  return [`${title}: at most ${top}`, ...judged].join("; ");
}
