"use client";

import type { ReactNode } from "react";
import { type Attendance, type Attended, attendances, type Outcome, outcomes } from "#lib/training/core/acts.ts";
import { Mark as Glyph } from "../../ui/mark.tsx";
import styles from "./board.module.css";
import type { Cell } from "./board-view.ts";
import { attendanceMarks, outcomeMarks, outcomeWords } from "./say-session.ts";

/** One tap a mark: buttons side by side, none chosen before somebody says so. */

type ChoiceProps = { label: string; isChosen: boolean; isKept: boolean; onTap(): void; children: ReactNode };

function Choice({ label, isChosen, isKept, onTap, children }: ChoiceProps) {
  const look = isChosen ? (isKept ? styles["kept"] : styles["said"]) : "";
  return (
    <button
      type="button"
      className={`${styles["choice"]} ${look}`}
      aria-pressed={isChosen}
      aria-label={isChosen && isKept ? `${label}, kept here, not sent` : label}
      onClick={() => (isChosen ? undefined : onTap())}
    >
      {children}
    </button>
  );
}

type OutcomeProps = {
  about: string;
  cell: Cell<Outcome>;
  words: Readonly<Record<Outcome, string>>;
  onMark(outcome: Outcome): void;
};

export const shortOutcomes: Readonly<Record<Outcome, string>> = {
  alone: "alone",
  helped: "with help",
  "not-shown": "not shown",
};

export function OutcomeButtons({ about, cell, words, onMark }: OutcomeProps) {
  return (
    <fieldset className={styles["choices"]} aria-label={about}>
      {outcomes.map((outcome) => (
        <Choice
          key={outcome}
          label={`${about}: ${outcomeWords[outcome]}`}
          isChosen={cell.value === outcome}
          isKept={cell.isKept}
          onTap={() => onMark(outcome)}
        >
          <Glyph name={outcomeMarks[outcome]} />
          {words[outcome]}
        </Choice>
      ))}
    </fieldset>
  );
}

type AttendanceProps = {
  about: string;
  cell: Cell<Attended>;
  /** What a tap would say now. */
  minutesOf(is: Attendance): number | null;
  onMark(attended: Attended): void;
};

const words: Readonly<Record<Attendance, string>> = {
  present: "present",
  late: "late",
  "left-early": "left early",
  absent: "absent",
};

export function AttendanceButtons({ about, cell, minutesOf, onMark }: AttendanceProps) {
  return (
    <fieldset className={styles["choices"]} aria-label={about}>
      {attendances.map((is) => {
        const isChosen = cell.value?.is === is;
        const minutes = isChosen ? (cell.value?.minutes ?? null) : null;
        const short = minutes === null ? "" : `, ${minutes} min`;
        return (
          <Choice
            key={is}
            label={`${about}: ${words[is]}${short}`}
            isChosen={isChosen}
            isKept={cell.isKept}
            onTap={() => onMark({ is, minutes: minutesOf(is) })}
          >
            <Glyph name={attendanceMarks[is]} />
            {words[is]}
            {minutes === null ? null : <span className={styles["minutes"]}>{minutes} min</span>}
          </Choice>
        );
      })}
    </fieldset>
  );
}
