"use client";

import { useMemo } from "react";
import { Mark, type MarkName } from "../ui/mark.tsx";
import type { BoardProps } from "./board.ts";
import { FitText } from "./fit-text.tsx";
import { type VitalsRollbackTexts, vitalsRollbackTexts } from "./messages/vitals-rollback.ts";
import styles from "./rollback.module.css";
import { type ClockFace, clockFace, rollbackBar } from "./rollback-clock.ts";
import { RollbackParts } from "./rollback-parts.tsx";
import { clockMarks, rehearsalText } from "./rollback-side.tsx";
import { wallFigures } from "./wall-figures.ts";
import { clockTime } from "./wall-times.ts";

/** C. The way back: how much is left of the fifteen minutes, and which part is under way. */
export function BoardRollback(props: BoardProps) {
  const { view, now, stale, texts } = props;
  const t = vitalsRollbackTexts[texts.language];
  const { rollback } = view;
  const face = clockFace(rollback, now);
  const title = t.rollback.title[rollback.is === "back" && face.isOver ? "over" : rollback.is];
  const rehearsal = rehearsalText(rollback.rehearsal, { zone: view.pilot.timeZone, t, texts });
  if (rollback.is === "none")
    return (
      <section className={styles["empty"]}>
        <h2>{stale ? t.was(title) : title}</h2>
        {t.rollback.none.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p>{sentence(rehearsal)}</p>
      </section>
    );
  return (
    <section className={stale ? `${styles["board"]} ${styles["was"]}` : styles["board"]}>
      <header className={styles["band"]}>
        <div className={`${styles["title"]} ${styles[face.look]}`}>
          <Mark name={bandMark(rollback.is, face)} />
        </div>
        <div className={styles["words"]}>
          <h2>{stale ? t.was(title) : title}</h2>
          <p>
            <FitText size={38} least={34} lines={2}>
              {calledText(props, t)}
            </FitText>
          </p>
          <p>
            <FitText size={38} least={34} lines={2}>
              {rollback.noticedAt === null
                ? `${sentence(rehearsal)} ${t.vitals.starts(rollback.people)}`
                : rollback.reason}
            </FitText>
          </p>
        </div>
        <Clock face={face} is={rollback.is} t={t} />
      </header>
      <Bar {...props} />
      <RollbackParts rollback={rollback} now={now} stale={stale} t={t} />
    </section>
  );
}

/** A date may end in a dot of its own, "22. Nov.". */
const sentence = (words: string) => (words.endsWith(".") ? words : `${words}.`);

function bandMark(is: BoardProps["view"]["rollback"]["is"], face: ClockFace): MarkName {
  return is === "armed" ? "due" : clockMarks[face.look];
}

/** Whose rollback it is, since when, and what new still carries. */
function calledText({ view: { rollback, pilot }, texts }: BoardProps, t: VitalsRollbackTexts): string {
  const { noticedAt, by, number, drill, newPercent } = rollback;
  if (noticedAt === null) return t.rollback.armed;
  const called = t.rollback.called(clockTime(noticedAt, pilot.timeZone), by);
  const whose = number === null ? "" : `, ${t.rollback.number(number, drill)}`;
  const carries =
    newPercent === null ? t.vitals.notKnown : t.vitals.newCarries(wallFigures[texts.language].percent(newPercent));
  return `${called}${whose}. ${carries}.`;
}

type ClockProps = { face: ClockFace; is: "armed" | "running" | "back"; t: VitalsRollbackTexts };

function Clock({ face, is, t: { rollback } }: ClockProps) {
  const unit = is === "back" ? rollback.took : face.isOver ? rollback.over : rollback.left;
  const isStarted = is !== "armed";
  const word = { plain: "", go: "", hold: "HOLD", "no-go": "NO-GO" }[face.look];
  return (
    <div className={styles["clock"]}>
      <span className={`${styles["time"]} ${styles[face.look]}`} role="timer">
        {face.text}
      </span>
      <span className={styles["unit"]}>
        {word === "" ? null : <strong className={styles[face.look]}>{word}</strong>}
        {isStarted ? unit : ""}
        <br />
        {isStarted ? rollback.of : ""}
      </span>
    </div>
  );
}

/** The fifteen minutes to scale, marked at 03:00 and 00:00. */
function Bar({ view: { rollback }, now }: BoardProps) {
  const second = Math.floor(now / 1_000) * 1_000;
  const bar = useMemo(() => rollbackBar(rollback, second), [rollback, second]);
  return (
    <svg className={styles["bar"]} viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
      <path className={styles["whole"]} d="M0 20H1000V80H0z" />
      <path className={styles["done"]} d={bar.done} />
      <path className={styles["wrong"]} d={bar.wrong} />
      <path className={styles["running"]} d={bar.running} />
      <path className={styles["at-hold"]} d={`M${bar.hold} 5V95`} />
      <path className={styles["at-limit"]} d={`M${bar.limit} 5V95`} />
      <path className={styles["at-now"]} d={bar.now} />
    </svg>
  );
}
