"use client";

import styles from "./new-run.module.css";
import { Select } from "./new-run-fields.tsx";
import type { secondsOf, TimeUnit } from "./run-draft.ts";

const units = ["s", "min", "h"] as const satisfies readonly (keyof typeof secondsOf)[];

type Props = { place: string; value: TimeUnit; onChoose(unit: TimeUnit): void };

export function UnitSelect({ place, value, onChoose }: Props) {
  const choose = (chosen: string) => onChoose(units.find((unit) => unit === chosen) ?? value);
  return (
    <span className={styles["unit"]}>
      <Select place={place} label="Unit of time" value={value} wrong={undefined} onChoose={choose}>
        {units.map((unit) => (
          <option key={unit}>{unit}</option>
        ))}
      </Select>
    </span>
  );
}
