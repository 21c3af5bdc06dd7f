"use client";

import type { KeyboardEvent } from "react";
import { textIn } from "#lib/training/core/language.ts";
import type { SessionView } from "#lib/training/core/training-view.ts";
import styles from "./board.module.css";
import { BoardLegend } from "./board-legend.tsx";
import { BoardRow } from "./board-row.tsx";
import { attendanceColumn, type ColumnKey, minutesNow, type BoardRow as Row } from "./board-view.ts";
import { OperatorDetail } from "./operator-detail.tsx";
import type { SessionPlace } from "./session-place.ts";
import type { BoardAsked } from "./use-board-asked.ts";
import { moveToRow, useBoardKeys } from "./use-board-keys.ts";
import type { KeptMarks } from "./use-kept-marks.ts";

type Props = {
  place: SessionPlace;
  view: SessionView;
  rows: readonly Row[];
  marks: KeptMarks;
  asked: BoardAsked;
  /** Null before the first beat. */
  nowMs: number | null;
};

/** Operators by steps. One column is open at a time: there a mark is one tap for everybody. A row opens into everything about its operator. */
export function Board({ place, view, rows, marks, asked, nowMs }: Props) {
  const { column, operator, open } = asked;
  const steps = view.moduleVersion.steps;
  const columns: ColumnKey[] = [attendanceColumn, ...steps.map(({ id }) => id)];
  const clock = {
    nowMs: nowMs ?? view.plannedFrom,
    startedAt: view.openedAt ?? view.plannedFrom,
    plannedTo: view.plannedTo,
  };
  const mayMark = place.mayAct && view.state === "open";
  const shared = {
    place,
    view,
    marks,
    mayMark,
    minutesOf: (is: Parameters<typeof minutesNow>[0]) => minutesNow(is, clock),
  };
  useBoardKeys({
    rows,
    columns,
    column,
    mayMark,
    marks,
    minutesOf: shared.minutesOf,
    onColumn: (at) => open({ column: at }),
  });
  const onArrow = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset["row"] === undefined) return;
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    moveToRow(event.key === "ArrowDown" ? 1 : -1);
  };
  return (
    <>
      <BoardLegend />
      <div className={styles["scroll"]}>
        <table className={styles["board"]} data-column={column} onKeyDown={onArrow}>
          <caption className="visually-hidden">Operators and steps of {view.name}</caption>
          <Head
            steps={steps}
            column={column}
            minutesOf={mayMark ? shared.minutesOf : null}
            onOpen={(at) => open({ column: at })}
          />
          {rows.map((row) => (
            <tbody key={row.seen.operator.id}>
              <BoardRow
                {...shared}
                row={row}
                column={column}
                isOpen={operator === row.seen.operator.id}
                onColumn={(at) => open({ column: at })}
                onOpen={() => open({ operator: operator === row.seen.operator.id ? null : row.seen.operator.id })}
              />
              {operator === row.seen.operator.id ? (
                <tr>
                  <td className={styles["inner"]} colSpan={columns.length + 2}>
                    <OperatorDetail {...shared} row={row} />
                  </td>
                </tr>
              ) : null}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}

type HeadProps = {
  steps: SessionView["moduleVersion"]["steps"];
  column: ColumnKey;
  /** Null where nothing can be marked. */
  minutesOf: ((is: "late" | "left-early") => number | null) | null;
  onOpen(column: ColumnKey): void;
};

function Head({ steps, column, minutesOf, onOpen }: HeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col">Operator</th>
        <ColumnHead
          name="Here"
          title="Attendance"
          isOpen={column === attendanceColumn}
          onOpen={() => onOpen(attendanceColumn)}
        >
          {minutesOf === null ? null : <TapSays late={minutesOf("late")} early={minutesOf("left-early")} />}
        </ColumnHead>
        {steps.map(({ id, shows }, at) => (
          <ColumnHead
            key={id}
            name={String(at + 1)}
            title={`${at + 1} ${textIn(shows, "en")}`}
            isOpen={column === id}
            onOpen={() => onOpen(id)}
          />
        ))}
        <th scope="col" className={styles["signed"]}>
          Signed
        </th>
      </tr>
    </thead>
  );
}

function TapSays({ late, early }: { late: number | null; early: number | null }) {
  if (late === null && early === null) return null;
  const parts = [late === null ? "" : `late ${late} min`, early === null ? "" : `left early ${early} min`];
  return <span className="small second">by the clock now: {parts.filter((part) => part !== "").join(", ")}</span>;
}

type ColumnHeadProps = { name: string; title: string; isOpen: boolean; onOpen(): void; children?: React.ReactNode };

function ColumnHead({ name, title, isOpen, onOpen, children }: ColumnHeadProps) {
  return (
    <th scope="col" className={isOpen ? styles["open"] : styles["closed"]} aria-label={title}>
      <button
        type="button"
        className={styles["head"]}
        aria-expanded={isOpen}
        aria-label={title}
        title={title}
        onClick={onOpen}
      >
        {isOpen ? <span className={styles["title"]}>{title}</span> : name}
      </button>
      {isOpen ? children : null}
    </th>
  );
}
