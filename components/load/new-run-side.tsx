"use client";

import { type ReactNode, useMemo } from "react";
import { type ArithmeticRow, arithmeticOf, type Plan, smokeArithmetic } from "#lib/load/core/arithmetic.ts";
import { Mark } from "../ui/mark.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import { PlaceList } from "./new-run-place-list.tsx";
import { openPlaces, placeInWords } from "./new-run-places.ts";
import styles from "./new-run-side.module.css";
import { useStaysInSight } from "./new-run-sticky.ts";
import { ProfileChart } from "./profile-chart.tsx";
import type { DraftRead } from "./read-run-draft.ts";

/** What the plan asks for, before anything is sent. `children`: the start line. */
export function PlanSide({ form: { read, draft }, children }: { form: RunForm; children: ReactNode }) {
  const plan = usePlan(read);
  return (
    <aside className="side" aria-label="What this asks for">
      <div ref={useStaysInSight()} className={styles["sticky"]}>
        <section className="section">
          <h2>
            What this asks for <span className={`second small ${styles["end"]}`}>recomputed on each keystroke</span>
          </h2>
          <Waiting read={read} />
          {draft.kind === "smoke" ? <SmokeFigures read={read} passes={draft.passes} /> : null}
          {draft.kind === "load" && plan !== null ? <PlanFigures plan={plan} /> : null}
        </section>
        {children}
      </div>
    </aside>
  );
}

/** Null while scenario or load cannot be read. */
function usePlan({ part, profile, criteria }: DraftRead): Plan | null {
  return useMemo(
    () => (part && profile ? { scenario: part, profile, objectives: { criteria, abortWhen: null } } : null),
    [part, profile, criteria],
  );
}

/** A smoke run in figures: how often each step is sent, and how much is looked at. */
function SmokeFigures({ read: { part, wrong, missing }, passes }: { read: DraftRead; passes: string }) {
  if (part === null || wrong["passes"] !== undefined || missing.includes("passes")) return null;
  return <SumsTable rows={smokeArithmetic(part, Number(passes))} />;
}

function PlanFigures({ plan }: { plan: Plan }) {
  const { rows, cannotPass } = useMemo(() => arithmeticOf(plan), [plan]);
  return (
    <>
      <SumsTable rows={rows} />
      {cannotPass.length === 0 ? null : <CannotPass reasons={cannotPass} />}
      <ProfileChart plan={plan} />
    </>
  );
}

function SumsTable({ rows }: { rows: readonly ArithmeticRow[] }) {
  return (
    <table className={styles["sums"]}>
      <thead className="visually-hidden">
        <tr>
          <th>Figure</th>
          <th>Sum</th>
          <th>Result</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, sum, result }, index) => (
          <tr key={`${name} ${rows.findIndex((row) => row.name === name) === index ? "" : index}`}>
            <th scope="row" className={styles["name"]}>
              {name}
            </th>
            <td className={styles["sum"]}>{sum}</td>
            <td className={styles["result"]}>{result}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CannotPass({ reasons }: { reasons: readonly string[] }) {
  return (
    <div className={styles["warning"]}>
      <p>
        <Mark name="warning" /> <strong>As planned this run cannot pass.</strong> It may be started all the same.
      </p>
      <ul>
        {[...new Set(reasons)].map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}

/** Which figures the table does without, each a way to its field. */
function Waiting({ read }: { read: DraftRead }) {
  const places = openPlaces(read).filter((place) => /^(scenarioText|only|passes|profile|objectives)/.test(place));
  if (places.length === 0) return null;
  return (
    <p className={`second ${styles["waiting"]}`}>
      Waits for <PlaceList places={places} say={placeInWords} />
    </p>
  );
}
