"use client";

import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { crossesMidnight, type Shift, turnsAt, weekdaysText } from "#lib/pilots/core/shifts.ts";
import { PlaceForm } from "./fields.tsx";
import { Section } from "./section.tsx";
import styles from "./settings.module.css";
import { ShiftField } from "./shift-field.tsx";
import type { EditState } from "./use-edit.ts";
import { usePlanEdit } from "./use-plan-edit.ts";
import { useServerNow } from "./use-server-now.ts";

type Props = { number: number; first: PilotFacts; mayPlan: boolean };
type Form = { shifts: readonly Shift[] };

const everyMs = 10_000;
const newShift: Shift = { name: "", weekdays: [], from: "", to: "" };

/** Who works when, by the site's clock. */
export function ShiftsSection({ number, first, mayPlan }: Props) {
  const { facts, state } = usePlanEdit<Form>(first, {
    place: "shifts",
    formOf: ({ shifts }) => ({ shifts }),
    planOf: ({ shifts }) => ({ shifts }),
  });
  const mayChange = mayPlan && facts.archivedAt === null;
  const end =
    mayChange && state.edit === null ? (
      <button type="button" className="button link" aria-label="Change the shifts" onClick={() => state.begin()}>
        {facts.shifts.length === 0 ? "Set the shifts" : "Change"}
      </button>
    ) : null;
  return (
    <Section number={number} id="shifts" title="Shifts" end={end}>
      {mayChange && state.edit !== null ? <ShiftFields state={state} /> : <Shifts facts={facts} />}
    </Section>
  );
}

function Shifts({ facts: { shifts, timeZone } }: { facts: PilotFacts }) {
  const nowMs = useServerNow(everyMs);
  if (shifts.length === 0)
    return (
      <p className={`second ${styles["note"]}`}>
        Not set: on which days who works from when to when, such as Early, Mon–Fri, 06:00 to 14:00. Training and go-live
        are planned by it.
      </p>
    );
  const now = nowMs === null ? [] : turnsAt(shifts, timeZone, nowMs);
  return (
    <ul className={styles["lines"]} aria-labelledby="shifts">
      {shifts.map((shift) => {
        const turn = now.find(({ name }) => name === shift.name);
        return (
          <li key={shift.name} className={styles["unlock"]}>
            <strong>{shift.name}</strong>
            <span>
              {weekdaysText(shift.weekdays)}, {shift.from} to {shift.to}
              {crossesMidnight(shift) ? " the next day" : ""}
            </span>
            {turn === undefined || nowMs === null ? null : (
              <span className="second">now, until {momentText(turn.toMs, timeZone, nowMs)}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function ShiftFields({ state }: { state: EditState<Form> }) {
  if (state.edit === null) return null;
  const { shifts } = state.edit.typed;
  const put = (index: number, part: Partial<Shift>) =>
    state.put({ shifts: shifts.map((shift, at) => (at === index ? { ...shift, ...part } : shift)) });
  return (
    <PlaceForm
      label="Shifts"
      title="Weekdays are those on which a shift begins"
      note="An end that is not after the beginning is on the next day; a whole day is 00:00 to 24:00."
      act="Save"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={state.cancel}
    >
      {shifts.map((shift, index) => (
        <ShiftField
          key={`shift ${String(index)}`}
          index={index}
          shift={shift}
          wrong={state.wrong}
          onChange={(part) => put(index, part)}
          onRemove={() => state.put({ shifts: shifts.filter((_, at) => at !== index) })}
        />
      ))}
      <button type="button" className="button" onClick={() => state.put({ shifts: [...shifts, newShift] })}>
        Add a shift
      </button>
    </PlaceForm>
  );
}
