"use client";

import { momentText } from "#lib/pilots/core/place-text.ts";
import type { Attendance, Attended, Outcome } from "#lib/training/core/acts.ts";
import type { SessionView } from "#lib/training/core/training-view.ts";
import { Mark as Glyph } from "../../ui/mark.tsx";
import styles from "./board.module.css";
import { attendanceColumn, type Cell, type ColumnKey, type BoardRow as Row } from "./board-view.ts";
import type { MarkAct } from "./kept-marks.ts";
import { AttendanceButtons, OutcomeButtons, shortOutcomes } from "./mark-buttons.tsx";
import {
  attendanceMarks,
  attendedText,
  outcomeMarks,
  outcomeWords,
  standingMarks,
  standingText,
} from "./say-session.ts";
import type { SessionPlace } from "./session-place.ts";
import { rowId } from "./use-board-keys.ts";
import type { KeptMarks } from "./use-kept-marks.ts";

/** What a row and what opens beneath it need. */
export type RowShared = {
  place: SessionPlace;
  view: SessionView;
  row: Row;
  marks: KeptMarks;
  mayMark: boolean;
  minutesOf(is: Attendance): number | null;
};

type Props = RowShared & { column: ColumnKey; isOpen: boolean; onColumn(column: ColumnKey): void; onOpen(): void };

export function BoardRow(props: Props) {
  const { place, view, row, marks, mayMark, minutesOf, column, isOpen, onColumn, onOpen } = props;
  const { operator } = row.seen;
  const say = (act: MarkAct) => marks.mark([{ operatorId: operator.id, act }]);
  const isFree = mayMark && !row.isSigned;
  return (
    <tr className={isOpen ? styles["chosen"] : undefined} data-operator={operator.id}>
      <th scope="row" className={styles["who"]}>
        <button type="button" id={rowId(operator.id)} data-row={operator.id} aria-expanded={isOpen} onClick={onOpen}>
          <span className="strong wrap">{operator.name}</span>
          <span className="second small mono">{operator.badge}</span>
          <RowSays row={row} />
        </button>
      </th>
      <AttendanceCell
        {...{ row, column, isFree, minutesOf, onColumn }}
        onMark={(attended) => say({ do: "attended", ...attended })}
      />
      {row.steps.map((cell, at) => (
        <StepCell
          key={cell.id}
          {...{ row, cell, onColumn }}
          number={at + 1}
          isOpen={column === cell.id}
          isFree={isFree && row.attended.value?.is !== "absent"}
          onMark={(outcome) => say({ do: "outcome", step: cell.id, outcome })}
        />
      ))}
      <td className={styles["signed"]}>
        <Glyph name={standingMarks[row.seen.standing]} />{" "}
        {standingText(row.seen, (ms) => momentText(ms, place.timeZone, view.openedAt ?? ms))}
      </td>
    </tr>
  );
}

function RowSays({ row: { hasKept, isSigned, seen } }: { row: Row }) {
  if (hasKept) return <span className={`small ${styles["not-sent"]}`}>kept here, not sent</span>;
  if (seen.isLocked)
    return (
      <span className="wrong small">
        <Glyph name="locked" /> PIN locked
      </span>
    );
  if (!isSigned) return null;
  return (
    <span className="second small">
      <Glyph name="locked" /> signed
    </span>
  );
}

type AttendanceProps = {
  row: Row;
  column: ColumnKey;
  isFree: boolean;
  minutesOf(is: Attendance): number | null;
  onColumn(column: ColumnKey): void;
  onMark(attended: Attended): void;
};

function AttendanceCell({ row, column, isFree, minutesOf, onColumn, onMark }: AttendanceProps) {
  const { attended, seen } = row;
  if (column === attendanceColumn && isFree)
    return (
      <td className={styles["open"]}>
        <AttendanceButtons about={seen.operator.name} cell={attended} minutesOf={minutesOf} onMark={onMark} />
      </td>
    );
  const said =
    attended.value === null ? null : { mark: attendanceMarks[attended.value.is], text: attendedText(attended.value) };
  return (
    <Closed
      {...{ said, isFree }}
      isOpen={column === attendanceColumn}
      isKept={attended.isKept}
      about={`${seen.operator.name}, attendance`}
      onOpen={() => onColumn(attendanceColumn)}
    />
  );
}

type StepProps = {
  row: Row;
  cell: Cell<Outcome> & { id: string };
  number: number;
  isOpen: boolean;
  isFree: boolean;
  onColumn(column: ColumnKey): void;
  onMark(outcome: Outcome): void;
};

function StepCell({ row, cell, number, isOpen, isFree, onColumn, onMark }: StepProps) {
  const about = `${row.seen.operator.name}, step ${number}`;
  if (isOpen && isFree)
    return (
      <td className={styles["open"]}>
        <OutcomeButtons about={about} cell={cell} words={shortOutcomes} onMark={onMark} />
      </td>
    );
  const said = cell.value === null ? null : { mark: outcomeMarks[cell.value], text: outcomeWords[cell.value] };
  return <Closed {...{ said, isFree, isOpen, about }} isKept={cell.isKept} onOpen={() => onColumn(cell.id)} />;
}

type ClosedProps = {
  said: { mark: Parameters<typeof Glyph>[0]["name"]; text: string } | null;
  about: string;
  isOpen: boolean;
  isFree: boolean;
  isKept: boolean;
  onOpen(): void;
};

/** A glyph in a narrow column, glyph and word in the open one. A tap opens the column. */
function Closed({ said, about, isOpen, isFree, isKept, onOpen }: ClosedProps) {
  const word = said?.text ?? "nothing said";
  if (isOpen)
    return (
      <td className={styles["open"]}>
        {said === null ? <span className="second">–</span> : <Glyph name={said.mark} />} {said === null ? "" : word}
      </td>
    );
  const glyph =
    said === null ? (
      <span className="second">·</span>
    ) : (
      <span className={said.mark === "go" ? styles["alone"] : undefined}>
        <Glyph name={said.mark} />
      </span>
    );
  if (!isFree)
    return (
      <td className={styles["closed"]} title={word}>
        {glyph}
        <span className="visually-hidden"> {word}</span>
      </td>
    );
  return (
    <td className={styles["closed"]}>
      <button
        type="button"
        className={isKept ? `${styles["peek"]} ${styles["kept"]}` : styles["peek"]}
        aria-label={`${about}: ${word}${isKept ? ", kept here, not sent" : ""}. Open this column`}
        title={word}
        onClick={onOpen}
      >
        {glyph}
      </button>
    </td>
  );
}
