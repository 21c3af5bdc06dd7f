"use client";

import type { KeyboardEvent } from "react";
import { rowOfExpression, withCriterion } from "./criterion-draft.ts";
import styles from "./new-run.module.css";
import { StopByItself } from "./new-run-abort.tsx";
import { CriterionRow } from "./new-run-criterion-row.tsx";
import { Part, SegmentsField, WrongAt } from "./new-run-fields.tsx";
import { useFocusNext } from "./new-run-focus.ts";
import type { RunForm } from "./new-run-form-state.ts";
import { LimitSet } from "./new-run-limit-set.tsx";
import { SmokeExpectations } from "./new-run-smoke.tsx";
import type { CriterionDraft } from "./run-draft.ts";

const mostCriteria = 50;
const limits = [
  ["own", "typed here"],
  ["set", "a set by name"],
] as const;

/** What the run must meet, and when it ends by itself. */
export function CriteriaFields({ form }: { form: RunForm }) {
  const { draft, change } = form;
  return (
    <Part number={2} id="part-pass" title="Pass when">
      {draft.kind === "smoke" ? (
        <SmokeExpectations form={form} />
      ) : (
        <>
          <SegmentsField
            name="Limits"
            place="limits"
            value={draft.limits}
            options={limits}
            onChoose={(chosen) => change({ limits: chosen })}
          />
          {draft.limits === "set" ? <LimitSet form={form} /> : <OwnLimits form={form} />}
        </>
      )}
    </Part>
  );
}

function OwnLimits({ form }: { form: RunForm }) {
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
    <>
      {draft.criteria.map((row, index) => (
        <CriterionRow key={row.id} form={form} row={row} index={index} onRemove={() => remove(row.id)} />
      ))}
      <div className={`${styles["under"]} ${styles["line"]}`}>
        <button
          id="add-criterion"
          type="button"
          className="button link"
          disabled={draft.criteria.length >= mostCriteria}
          onClick={add}
        >
          Add a criterion
        </button>
        <Expression form={form} />
      </div>
      <CriteriaNotes criteria={draft.criteria} />
      <StopByItself form={form} />
    </>
  );
}

/** A limit as k6 writes it; it becomes a row when it is taken over. */
function Expression({ form: { draft, change } }: { form: RunForm }) {
  const typed = draft.expression.trim();
  const row = rowOfExpression(typed);
  const take = () => {
    if (row !== null && draft.criteria.length < mostCriteria)
      change({ criteria: withCriterion(draft.criteria, row), expression: "" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    take();
  };
  const wrong = typed === "" || row !== null ? undefined : "such as p(95)<500, avg<300, rate<0.01 or rate>=1000";
  return (
    <>
      <label className="second" htmlFor="expression">
        or as an expression
      </label>
      <input
        id="expression"
        className={`input mono ${styles["expression"]}`}
        type="text"
        autoComplete="off"
        spellCheck={false}
        placeholder="p(95)<500"
        maxLength={60}
        value={draft.expression}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : "expression-says"}
        onChange={(event) => change({ expression: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <button type="button" className="button" disabled={row === null} onClick={take}>
        Take over
      </button>
      <WrongAt place="expression" wrong={wrong} />
    </>
  );
}

function CriteriaNotes({ criteria }: { criteria: readonly CriterionDraft[] }) {
  const hasDelivered = criteria.some(({ metric }) => metric === "delivered");
  const isPlain = criteria.some(
    ({ metric, judge, per }) => /^p\d/.test(metric) && judge === "measured" && per === "run",
  );
  const isNone = criteria.some(
    ({ metric, limit, judge }) => metric === "errors" && judge === "measured" && /^0*[.,]?0+$/.test(limit.trim()),
  );
  if (hasDelivered && !isPlain && !isNone) return null;
  return (
    <p className={`second small ${styles["under"]}`}>
      {hasDelivered ? "" : "Delivered of at least 98 % is a criterion of every run. "}
      {isPlain
        ? "The plain figure of a percentile guards against a missing tail only; the bound is the stronger evidence. "
        : ""}
      {isNone
        ? "That no request may fail is judged by the plain ratio: no number of requests shows a ratio of 0 with 95 % confidence."
        : ""}
    </p>
  );
}
