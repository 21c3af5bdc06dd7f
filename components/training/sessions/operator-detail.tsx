"use client";

import { useState } from "react";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { textIn } from "#lib/training/core/language.ts";
import { Mark as Glyph } from "../../ui/mark.tsx";
import { AmendForm } from "./amend-form.tsx";
import styles from "./board.module.css";
import type { RowShared } from "./board-row.tsx";
import { restOf } from "./board-view.ts";
import { AttendanceButtons, OutcomeButtons } from "./mark-buttons.tsx";
import { NoteForm } from "./note-form.tsx";
import { PinActs } from "./pin-acts.tsx";
import { attendedText, outcomeMarks, outcomeWords } from "./say-session.ts";
import { SignedSection } from "./signed-section.tsx";

/** Everything about one operator in this session: attendance and each step with its whole text, notes, signatures, what was amended. */
export function OperatorDetail(props: RowShared) {
  const { row, mayMark } = props;
  const isFree = mayMark && !row.isSigned;
  return (
    <div className={styles["detail"]}>
      <div>
        <AttendanceLine {...props} isFree={isFree} />
        <StepLines {...props} isFree={isFree && row.attended.value?.is !== "absent"} />
        {isFree ? <TheRest {...props} /> : null}
      </div>
      <div>
        <SignedSection {...props} />
        <Amend {...props} />
        <Notes {...props} />
        {props.place.mayAct ? <PinActs place={props.place} seen={row.seen} /> : null}
      </div>
    </div>
  );
}

type LineProps = RowShared & { isFree: boolean };

function AttendanceLine({ row, marks, minutesOf, isFree }: LineProps) {
  const { attended, seen } = row;
  const about = `${seen.operator.name}, attendance`;
  const operatorId = seen.operator.id;
  if (!isFree)
    return (
      <p className={styles["line"]}>
        <span>Attendance</span>
        <span>{attended.value === null ? "nothing said" : attendedText(attended.value)}</span>
      </p>
    );
  return (
    <>
      <div className={styles["line"]}>
        <span>Attendance</span>
        <AttendanceButtons
          {...{ about, minutesOf }}
          cell={attended}
          onMark={(said) => marks.mark([{ operatorId, act: { do: "attended", ...said } }])}
        />
      </div>
      {attended.value?.is === "late" || attended.value?.is === "left-early" ? (
        <MinutesField
          key={`${attended.value.is} ${attended.value.minutes}`}
          {...{ row, marks }}
          is={attended.value.is}
        />
      ) : null}
    </>
  );
}

/** The minutes came from the clock at the tap; here they are set right. */
function MinutesField({ row, marks, is }: Pick<RowShared, "row" | "marks"> & { is: "late" | "left-early" }) {
  const [typed, setTyped] = useState(String(row.attended.value?.minutes ?? ""));
  const minutes = /^\d{1,3}$/.test(typed) && Number(typed) > 0 ? Number(typed) : null;
  const id = `minutes-${row.seen.operator.id}`;
  const set = () => marks.mark([{ operatorId: row.seen.operator.id, act: { do: "attended", is, minutes } }]);
  return (
    <form
      className={styles["line"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (minutes !== null) set();
      }}
    >
      <label htmlFor={id}>{is === "late" ? "Minutes late" : "Minutes before the end"}</label>
      <span className={styles["with-act"]}>
        <input
          id={id}
          className="input"
          inputMode="numeric"
          autoComplete="off"
          maxLength={3}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <button type="submit" className="button" disabled={minutes === null || minutes === row.attended.value?.minutes}>
          Set
        </button>
      </span>
    </form>
  );
}

function StepLines({ view, row, marks, isFree }: LineProps) {
  const { operator } = row.seen;
  return row.steps.map((cell, at) => {
    const shows = textIn(view.moduleVersion.steps[at]?.shows ?? {}, "en");
    return (
      <div key={cell.id} className={styles["line"]}>
        <span className="wrap">
          {at + 1} {shows}
        </span>
        {isFree ? (
          <OutcomeButtons
            about={`${operator.name}, step ${at + 1}`}
            cell={cell}
            words={outcomeWords}
            onMark={(outcome) =>
              marks.mark([{ operatorId: operator.id, act: { do: "outcome", step: cell.id, outcome } }])
            }
          />
        ) : (
          <span>
            {cell.value === null ? (
              <span className="second">nothing said</span>
            ) : (
              <>
                <Glyph name={outcomeMarks[cell.value]} /> {outcomeWords[cell.value]}
              </>
            )}
          </span>
        )}
      </div>
    );
  });
}

/** One tap, and the button says beforehand which steps it marks: only those without an outcome. */
function TheRest({ view, row, marks }: RowShared) {
  const rest = restOf(row);
  if (rest.length === 0) return null;
  const numbers = view.moduleVersion.steps.flatMap(({ id }, at) => (rest.includes(id) ? [at + 1] : []));
  const operatorId = row.seen.operator.id;
  const mark = () => marks.mark(rest.map((step) => ({ operatorId, act: { do: "outcome", step, outcome: "alone" } })));
  return (
    <p className={styles["acts"]}>
      <button type="button" className="button" onClick={mark}>
        <Glyph name="go" /> {numbers.length === row.steps.length ? "Every step alone:" : "The rest alone:"}{" "}
        {numbers.length === 1 ? "step" : "steps"} {numbers.join(", ")}
      </button>
    </p>
  );
}

function Amend(props: RowShared) {
  const [isAsked, setAsked] = useState(false);
  const { place, row, view } = props;
  const { amendments } = row.seen;
  const when = (ms: number) => momentText(ms, place.timeZone, view.openedAt ?? ms);
  const mayAmend = place.mayAct && (view.state === "closed" || (view.state === "open" && row.isSigned));
  if (amendments.length === 0 && !mayAmend) return null;
  return (
    <section>
      <h3>Amended</h3>
      <ul className={styles["said-list"]}>
        {amendments.map(({ about, was, is, reason, by, at }) => (
          <li key={`${about} ${at}`} className="wrap">
            <s>{was}</s> <strong>{is}</strong>: {reason}{" "}
            <span className="second small">
              {by}, {when(at)}
            </span>
          </li>
        ))}
      </ul>
      {isAsked ? <AmendForm place={place} view={view} seen={row.seen} onClose={() => setAsked(false)} /> : null}
      {mayAmend && !isAsked ? (
        <p className={styles["acts"]}>
          <button type="button" className="button" onClick={() => setAsked(true)}>
            Amend
          </button>
        </p>
      ) : null}
    </section>
  );
}

function Notes({ place, view, row, marks, mayMark }: RowShared) {
  const { notes } = row.seen;
  if (notes.length + row.keptNotes.length === 0 && !mayMark) return null;
  const when = (ms: number) => momentText(ms, place.timeZone, view.openedAt ?? ms);
  return (
    <section>
      <h3>Notes</h3>
      <ul className={styles["said-list"]}>
        {notes.map(({ act, text, by, at }) => (
          <li key={act} className="wrap">
            {text}{" "}
            <span className="second small">
              {by}, {when(at)}
            </span>
          </li>
        ))}
        {row.keptNotes.map((text) => (
          <li key={text} className="wrap">
            {text} <span className={`small ${styles["not-sent"]}`}>kept here, not sent</span>
          </li>
        ))}
      </ul>
      {mayMark ? <NoteForm {...{ place }} operatorId={row.seen.operator.id} marks={marks} /> : null}
    </section>
  );
}
