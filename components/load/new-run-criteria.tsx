"use client";

import { AtLeast, AtMost } from "../ui/mark.tsx";
import styles from "./new-run.module.css";
import { NumberInput, Part, Segments, Select, WrongAt } from "./new-run-fields.tsx";
import { useFocusNext } from "./new-run-focus.ts";
import type { RunForm } from "./new-run-form-state.ts";
import {
  type CriterionDraft,
  limitUnit,
  mayJudgeByBound,
  metricsOffered,
  withCriterion,
  withMetric,
} from "./run-draft.ts";

const mostCriteria = 50;

/** What the run must meet, and when it ends by itself. */
export function CriteriaFields({ form }: { form: RunForm }) {
  const { draft, change } = form;
  const focusNext = useFocusNext();
  const add = () => {
    focusNext(`objectives.criteria.${draft.criteria.length}.metric`);
    change({ criteria: withCriterion(draft.criteria) });
  };
  const remove = (id: number) => {
    focusNext("add-criterion");
    change({ criteria: draft.criteria.filter((row) => row.id !== id) });
  };
  return (
    <Part number={2} id="part-pass" title="Pass when">
      {draft.criteria.map((row, index) => (
        <CriterionRow key={row.id} form={form} row={row} index={index} onRemove={() => remove(row.id)} />
      ))}
      <p className={styles["under"]}>
        <button
          id="add-criterion"
          type="button"
          className="button link"
          disabled={draft.criteria.length >= mostCriteria}
          onClick={add}
        >
          Add a criterion
        </button>
      </p>
      <CriteriaNotes criteria={draft.criteria} />
      <StopByItself form={form} />
    </Part>
  );
}

type RowProps = { form: RunForm; row: CriterionDraft; index: number; onRemove(): void };

function CriterionRow({ form, row, index, onRemove }: RowProps) {
  const { draft, change, wrongAt } = form;
  const place = `objectives.criteria.${index}`;
  const which = `criterion ${index + 1}`;
  const put = (next: CriterionDraft) =>
    change({ criteria: draft.criteria.map((one) => (one.id === row.id ? next : one)) });
  const wrong = ["metric", "scope.step", "limit"].map((field) => `${place}.${field}`).filter(wrongAt);
  return (
    <div className={styles["criterion"]}>
      <div className={`criterion-row ${styles["cells"]}`}>
        <MetricSelect place={`${place}.metric`} which={which} row={row} onPut={put} />
        <span className={styles["scope"]}>
          <ScopeSelect form={form} place={`${place}.scope.step`} which={which} row={row} onPut={put} />
        </span>
        <span className={styles["limit"]}>
          {row.metric === "throughput" || row.metric === "delivered" ? <AtLeast /> : <AtMost />}
          <NumberInput
            place={`${place}.limit`}
            label={`Limit of ${which}`}
            unit={limitUnit(row.metric)}
            value={row.limit}
            wrong={wrongAt(`${place}.limit`)}
            onType={(limit) => put({ ...row, limit })}
          />
        </span>
        <JudgeSelect place={`${place}.judge`} which={which} row={row} onPut={put} />
        <button type="button" className={styles["remove"]} aria-label={`Remove ${which}`} onClick={onRemove}>
          ×
        </button>
      </div>
      {wrong.map((one) => (
        <p key={one}>
          <WrongAt place={one} wrong={wrongAt(one)} />
        </p>
      ))}
    </div>
  );
}

type CellProps = { place: string; which: string; row: CriterionDraft; onPut(row: CriterionDraft): void };

function MetricSelect({ place, which, row, onPut }: CellProps) {
  const offered = metricsOffered.includes(row.metric) ? metricsOffered : [row.metric, ...metricsOffered];
  return (
    <Select
      place={place}
      label={`Measure of ${which}`}
      value={row.metric}
      wrong={undefined}
      onChoose={(metric) => onPut(withMetric(row, metric))}
    >
      {offered.map((metric) => (
        <option key={metric} value={metric}>
          {metric === "" ? "choose" : metric}
        </option>
      ))}
    </Select>
  );
}

function ScopeSelect({ form: { read, wrongAt }, place, which, row, onPut }: CellProps & { form: RunForm }) {
  const known = row.metric === "delivered" ? [] : (read.scenario?.mix.map(({ name }) => name) ?? []);
  const names = row.step === "" || known.includes(row.step) ? known : [row.step, ...known];
  return (
    <Select
      place={place}
      label={`Scope of ${which}`}
      value={row.step}
      wrong={wrongAt(place)}
      onChoose={(step) => onPut({ ...row, step })}
    >
      <option value="">all</option>
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </Select>
  );
}

function JudgeSelect({ place, which, row, onPut }: CellProps) {
  if (!mayJudgeByBound(row.metric))
    return <span className="second small">{row.metric === "" ? "" : "plain figure"}</span>;
  return (
    <Select
      place={place}
      label={`How ${which} is judged`}
      value={row.judge}
      wrong={undefined}
      onChoose={(judge) => onPut({ ...row, judge: judge === "bound" ? "bound" : "measured" })}
    >
      <option value="measured">plain figure</option>
      <option value="bound">95 % bound</option>
    </Select>
  );
}

function CriteriaNotes({ criteria }: { criteria: readonly CriterionDraft[] }) {
  const hasDelivered = criteria.some(({ metric }) => metric === "delivered");
  const isPlain = criteria.some(({ metric, judge }) => /^p\d/.test(metric) && judge === "measured");
  if (hasDelivered && !isPlain) return null;
  return (
    <p className={`second small ${styles["under"]}`}>
      {hasDelivered ? "" : "Delivered of at least 98 % is a criterion of every run. "}
      {isPlain
        ? "The plain figure of a percentile guards against a missing tail only; the bound is the stronger evidence."
        : ""}
    </p>
  );
}

const abortOptions = [
  ["errors", "on errors"],
  ["never", "never"],
] as const;

function StopByItself({ form: { draft, change, wrongAt } }: { form: RunForm }) {
  const [errors, seconds] = ["objectives.abortWhen.errorRatio", "objectives.abortWhen.seconds"] as const;
  return (
    <div className="field-row">
      <span className="name">Stop by itself</span>
      <div className={styles["line"]}>
        <Segments
          place="objectives.abortWhen"
          label="Stop by itself"
          value={draft.abort}
          options={abortOptions}
          onChoose={(abort) => change({ abort })}
        />
        {draft.abort === "never" ? null : (
          <>
            <span className="second">over</span>
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
          </>
        )}
        <WrongAt place={errors} wrong={wrongAt(errors)} />
        <WrongAt place={seconds} wrong={wrongAt(seconds)} />
      </div>
    </div>
  );
}
