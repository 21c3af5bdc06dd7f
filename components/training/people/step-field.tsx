"use client";

import { TextField } from "../../pilots/fields.tsx";
import type { TypedStep } from "./module-draft.ts";
import styles from "./people.module.css";

type Props = {
  index: number;
  count: number;
  step: TypedStep;
  wrong: string | undefined;
  onChange(part: Partial<TypedStep>): void;
  onMove(to: number): void;
  onRemove(): void;
};

/** What the operator has to show, one thing. */
export function StepField({ index, count, step, wrong, onChange, onMove, onRemove }: Props) {
  const id = (field: string) => `step-${index}-${field}`;
  return (
    <fieldset className={styles["step"]}>
      <legend className="visually-hidden">Step {index + 1}</legend>
      <span className={styles["step-number"]} aria-hidden="true">
        {index + 1}
      </span>
      <TextField
        id={id("en")}
        label="Has to show, English"
        most={300}
        value={step.en}
        wrong={wrong}
        hint={index === 0 && step.en === "" && step.de === "" ? "such as: Put a lot on hold at gate 3." : undefined}
        onType={(en) => onChange({ en })}
      />
      <TextField
        id={id("de")}
        label="Has to show, German"
        most={300}
        value={step.de}
        onType={(de) => onChange({ de })}
      />
      <span className={styles["step-acts"]}>
        <StepAct word="Up" index={index} isOff={index === 0} onAct={() => onMove(index - 1)} />
        <StepAct word="Down" index={index} isOff={index === count - 1} onAct={() => onMove(index + 1)} />
        <StepAct word="Leave out" index={index} isOff={count === 1} onAct={onRemove} />
      </span>
    </fieldset>
  );
}

type ActProps = { word: string; index: number; isOff: boolean; onAct(): void };

function StepAct({ word, index, isOff, onAct }: ActProps) {
  return (
    <button type="button" className={`button link ${styles["place-act"]}`} disabled={isOff} onClick={onAct}>
      {word}
      <span className="visually-hidden"> step {index + 1}</span>
    </button>
  );
}
