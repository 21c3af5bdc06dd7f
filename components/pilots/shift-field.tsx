"use client";

import { type Shift, weekdayNames } from "#lib/pilots/core/shifts.ts";
import { Says, TextField } from "./fields.tsx";
import styles from "./settings.module.css";

type Props = {
  index: number;
  shift: Shift;
  wrong: Readonly<Record<string, string>>;
  onChange(part: Partial<Shift>): void;
  onRemove(): void;
};

export function ShiftField({ index, shift, wrong, onChange, onRemove }: Props) {
  const { name, weekdays, from, to } = shift;
  const id = (field: string) => `shift-${index}-${field}`;
  const wrongAt = (field: string) => wrong[`shifts.${index}.${field}`];
  const toggle = (day: number) =>
    onChange({ weekdays: weekdays.includes(day) ? weekdays.filter((one) => one !== day) : [...weekdays, day].sort() });
  return (
    <fieldset className={styles["shift"]}>
      <legend className="visually-hidden">Shift {index + 1}</legend>
      <TextField
        id={id("name")}
        label="Name"
        size="small"
        most={60}
        value={name}
        wrong={wrongAt("name") ?? wrong[`shifts.${index}`]}
        onType={(text) => onChange({ name: text })}
      />
      <div>
        <fieldset className={styles["days"]} aria-describedby={wrongAt("weekdays") && `${id("weekdays")}-says`}>
          <legend className="visually-hidden">Weekdays</legend>
          {weekdayNames.map((word, at) => (
            <label key={word}>
              <input type="checkbox" checked={weekdays.includes(at + 1)} onChange={() => toggle(at + 1)} />
              <span>{word}</span>
            </label>
          ))}
        </fieldset>
        <Says id={id("weekdays")} wrong={wrongAt("weekdays")} hint={undefined} />
      </div>
      <TextField
        id={id("from")}
        label="From"
        size="small"
        most={5}
        value={from}
        wrong={wrongAt("from")}
        onType={(text) => onChange({ from: text })}
      />
      <TextField
        id={id("to")}
        label="To"
        size="small"
        most={5}
        value={to}
        wrong={wrongAt("to")}
        onType={(text) => onChange({ to: text })}
      />
      <button type="button" className="button link" aria-label={`Take out shift ${index + 1}`} onClick={onRemove}>
        Take out
      </button>
    </fieldset>
  );
}
