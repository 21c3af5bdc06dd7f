"use client";

import { percentilesOffered } from "./criterion-draft.ts";
import styles from "./new-run.module.css";
import { NumberInput, Segments, Select, WrongAt } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";

const options = [
  ["never", "never"],
  ["errors", "on errors"],
  ["slow", "when slow"],
  ["both", "on either"],
] as const;

/** When a run ends by itself, before its plan does. */
export function StopByItself({ form }: { form: RunForm }) {
  const { draft, change } = form;
  const { abort } = draft;
  return (
    <div className="field-row">
      <span className="name">Stop by itself</span>
      <div className={styles["rows"]}>
        <Segments
          place="objectives.abortWhen"
          label="Stop by itself"
          value={abort}
          options={options}
          onChoose={(chosen) => change({ abort: chosen })}
        />
        {abort === "errors" || abort === "both" ? <OnErrors form={form} /> : null}
        {abort === "slow" || abort === "both" ? <WhenSlow form={form} /> : null}
      </div>
    </div>
  );
}

function OnErrors({ form: { draft, change, wrongAt } }: { form: RunForm }) {
  const [errors, seconds] = ["objectives.abortWhen.errorRatio", "objectives.abortWhen.seconds"] as const;
  return (
    <div className={styles["line"]}>
      <span className="second">errors over</span>
      <NumberInput
        place={errors}
        label="Stops when more than so many percent fail"
        unit="% for"
        value={draft.abortErrors}
        wrong={wrongAt(errors)}
        onType={(abortErrors) => change({ abortErrors })}
      />
      <NumberInput
        place={seconds}
        label="Stops after so many seconds in a row"
        unit="s"
        value={draft.abortSeconds}
        wrong={wrongAt(seconds)}
        onType={(abortSeconds) => change({ abortSeconds })}
      />
      <WrongAt place={errors} wrong={wrongAt(errors)} />
      <WrongAt place={seconds} wrong={wrongAt(seconds)} />
    </div>
  );
}

function WhenSlow({ form: { draft, change, wrongAt } }: { form: RunForm }) {
  const [limit, seconds] = ["objectives.abortWhenSlow.limitMs", "objectives.abortWhenSlow.seconds"] as const;
  const offered = percentilesOffered.includes(draft.slowMetric)
    ? percentilesOffered
    : [draft.slowMetric, ...percentilesOffered];
  return (
    <div className={styles["line"]}>
      <Select
        place="objectives.abortWhenSlow.q"
        label="Percentile at which it stops"
        value={draft.slowMetric}
        wrong={undefined}
        onChoose={(slowMetric) => change({ slowMetric })}
      >
        {offered.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </Select>
      <span className="second">over</span>
      <NumberInput
        place={limit}
        label="Stops when that percentile of a second is over so many ms"
        unit="ms for"
        value={draft.slowLimit}
        wrong={wrongAt(limit)}
        onType={(slowLimit) => change({ slowLimit })}
      />
      <NumberInput
        place={seconds}
        label="Stops after so many slow seconds in a row"
        unit="s"
        value={draft.slowSeconds}
        wrong={wrongAt(seconds)}
        onType={(slowSeconds) => change({ slowSeconds })}
      />
      <WrongAt place={limit} wrong={wrongAt(limit)} />
      <WrongAt place={seconds} wrong={wrongAt(seconds)} />
    </div>
  );
}
