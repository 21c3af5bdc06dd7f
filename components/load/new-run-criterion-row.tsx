"use client";

import { AtLeast, AtMost } from "../ui/mark.tsx";
import {
  limitUnit,
  mayHoldEachSecond,
  mayJudgeByBound,
  metricsOffered,
  percentilesOffered,
  withMetric,
  withPer,
} from "./criterion-draft.ts";
import styles from "./new-run.module.css";
import { NumberInput, Select, WrongAt } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import { ScopeSelect } from "./new-run-scope.tsx";
import type { CriterionDraft } from "./run-draft.ts";

type RowProps = { form: RunForm; row: CriterionDraft; index: number; onRemove(): void };
const fields = ["metric", "metric.limitMs", "scope.step", "scope.tag", "scope.users", "limit", "warn", "per"];

/** One limit: what is measured, of which requests, the limit, and how it is judged. */
export function CriterionRow({ form, row, index, onRemove }: RowProps) {
  const { draft, change, wrongAt } = form;
  const place = `objectives.criteria.${index}`;
  const which = `criterion ${index + 1}`;
  const put = (next: CriterionDraft) =>
    change({ criteria: draft.criteria.map((one) => (one.id === row.id ? next : one)) });
  const cell = { form, place, which, row, onPut: put };
  return (
    <div className={styles["criterion"]}>
      <div className={`criterion-row ${styles["cells"]}`}>
        <MetricSelect {...cell} />
        <ScopeCell {...cell} />
        <LimitInput {...cell} />
        <button type="button" className={styles["remove"]} aria-label={`Remove ${which}`} onClick={onRemove}>
          ×
        </button>
      </div>
      {row.metric === "recovery" ? <BackTo {...cell} /> : null}
      {row.metric === "" ? null : <HowJudged {...cell} />}
      {fields
        .map((field) => `${place}.${field}`)
        .filter(wrongAt)
        .map((one) => (
          <p key={one}>
            <WrongAt place={one} wrong={wrongAt(one)} />
          </p>
        ))}
    </div>
  );
}

type CellProps = { form: RunForm; place: string; which: string; row: CriterionDraft; onPut(row: CriterionDraft): void };

function MetricSelect({ place, which, row, onPut }: CellProps) {
  const offered = metricsOffered.includes(row.metric) ? metricsOffered : [row.metric, ...metricsOffered];
  return (
    <Select
      place={`${place}.metric`}
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

function ScopeCell({ form: { read, wrongAt }, place, which, row, onPut }: CellProps) {
  const wrong = ["step", "tag", "users"].map((kind) => wrongAt(`${place}.scope.${kind}`)).find(Boolean);
  return (
    <span className={styles["scope"]}>
      <ScopeSelect
        place={`${place}.scope`}
        label={`Scope of ${which}`}
        all="all"
        value={row.scope}
        wrong={wrong}
        scenario={row.metric === "delivered" ? null : read.part}
        onChoose={(scope) => onPut({ ...row, scope })}
      />
    </span>
  );
}

function LimitInput({ form: { wrongAt }, place, which, row, onPut }: CellProps) {
  return (
    <span className={styles["limit"]}>
      {row.metric === "throughput" || row.metric === "delivered" ? <AtLeast /> : <AtMost />}
      <NumberInput
        place={`${place}.limit`}
        label={`Limit of ${which}`}
        unit={limitUnit(row.metric)}
        value={row.limit}
        wrong={wrongAt(`${place}.limit`)}
        onType={(limit) => onPut({ ...row, limit })}
      />
    </span>
  );
}

/** Recovery: which percentile has to be back under what, within the limit's seconds after the spike. */
function BackTo({ form: { wrongAt }, place, which, row, onPut }: CellProps) {
  const offered = percentilesOffered.includes(row.backTo) ? percentilesOffered : [row.backTo, ...percentilesOffered];
  return (
    <div className={styles["how"]}>
      <span className="second">until</span>
      <Select
        place={`${place}.backTo`}
        label={`Percentile that ${which} waits for`}
        value={row.backTo}
        wrong={undefined}
        onChoose={(backTo) => onPut({ ...row, backTo })}
      >
        {offered.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </Select>
      <span className="second">is back under</span>
      <NumberInput
        place={`${place}.metric.limitMs`}
        label={`Latency that ${which} waits for, ms`}
        unit="ms"
        value={row.backUnder}
        wrong={wrongAt(`${place}.metric.limitMs`)}
        onType={(backUnder) => onPut({ ...row, backUnder })}
      />
      <span className="second">after the spike</span>
    </div>
  );
}

function HowJudged({ form: { wrongAt }, place, which, row, onPut }: CellProps) {
  return (
    <div className={styles["how"]}>
      {row.per === "run" || row.warn !== "" ? (
        <>
          <span className="second">warn from</span>
          <NumberInput
            place={`${place}.warn`}
            label={`Warning limit of ${which}, none when empty`}
            unit={limitUnit(row.metric)}
            value={row.warn}
            wrong={wrongAt(`${place}.warn`)}
            onType={(warn) => onPut({ ...row, warn })}
          />
        </>
      ) : null}
      {mayHoldEachSecond(row.metric) ? (
        <Select
          place={`${place}.per`}
          label={`What ${which} is about`}
          value={row.per}
          wrong={wrongAt(`${place}.per`)}
          onChoose={(per) => onPut(withPer(row, per === "second" ? "second" : "run"))}
        >
          <option value="run">whole run</option>
          <option value="second">each second</option>
        </Select>
      ) : null}
      {mayJudgeByBound(row) ? (
        <Select
          place={`${place}.judge`}
          label={`How ${which} is judged`}
          value={row.judge}
          wrong={undefined}
          onChoose={(judge) => onPut({ ...row, judge: judge === "bound" ? "bound" : "measured" })}
        >
          <option value="measured">plain figure</option>
          <option value="bound">95 % bound</option>
        </Select>
      ) : null}
    </div>
  );
}
