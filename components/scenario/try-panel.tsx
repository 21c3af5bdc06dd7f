"use client";

import { useId } from "react";
import type { Only } from "#lib/load/core/part-of-scenario.ts";
import type { Scenario } from "#lib/load/core/scenario.ts";
import type { SystemChoice } from "#lib/pilots/query.ts";
import { scopeOf, scopeText } from "../load/criterion-draft.ts";
import { ScopeOptions } from "../load/new-run-scope.tsx";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import styles from "./scenario.module.css";
import { TriedSteps } from "./tried-steps.tsx";
import type { TryState } from "./use-try.ts";

type Props = {
  state: TryState;
  systems: readonly SystemChoice[];
  systemsError: Error | null;
  scenario: Scenario | null;
  text: string;
  timeZone: string;
};

/** One user, one pass: where to, what of it, and what was seen. */
export function TryPanel({ state, systems, systemsError, scenario, text, timeZone }: Props) {
  const { tried, error, isBusy } = state;
  return (
    <section className="section" aria-labelledby="try">
      <h2 id="try">
        Try once{" "}
        <span className={`second small ${styles["end"]}`}>
          {tried === null ? "one user, one pass" : `one user, seed ${tried.seed}, ${tried.system}`}
        </span>
      </h2>
      {systemsError === null ? null : <Problem error={systemsError} />}
      <Choices state={state} systems={systems} scenario={scenario} />
      <div role="status">{isBusy ? <p className="second">Sending, one request after the other …</p> : null}</div>
      {error === null || isBusy ? null : <Problem error={error} />}
      {tried === null || isBusy ? null : (
        <>
          <p className={tried.text === text ? "second" : styles["older"]}>
            {tried.text === text ? null : <Mark name="stale" />} {triedText(state, text, timeZone)}
          </p>
          <TriedSteps key={tried.at} steps={tried.steps} />
          {tried.ended === null ? null : <p className="wrong">{tried.ended}</p>}
        </>
      )}
    </section>
  );
}

function triedText({ tried }: TryState, text: string, timeZone: string): string {
  if (tried === null) return "";
  const at = siteTime(new Date(tried.at), timeZone, false);
  const failing = tried.steps.filter(({ holds }) => !holds).length;
  const all = tried.steps.length === 1 ? "1 request" : `${tried.steps.length} requests`;
  const says = failing === 0 ? `${all}, all hold` : `${all}, ${failing} ${failing === 1 ? "does" : "do"} not hold`;
  if (tried.text === text) return `Tried ${at}: ${says}.`;
  return `Tried ${at} with the text as it was then: ${says}. It has changed since.`;
}

type ChoicesProps = Pick<Props, "state" | "systems" | "scenario">;

function Choices({ state: { systemId, chooseSystem, only, chooseOnly }, systems, scenario }: ChoicesProps) {
  const id = useId();
  return (
    <div className={styles["choices"]}>
      <label htmlFor={`${id}-system`}>On</label>
      <select
        id={`${id}-system`}
        className="select"
        value={systemId}
        onChange={(event) => chooseSystem(event.target.value)}
      >
        <option value="">Choose a system</option>
        {systems.map(({ id: system, name, environment }) => (
          <option key={system} value={system} disabled={environment === "production"}>
            {environment === "production" ? `${name}: production, never tried` : `${name}, ${environment}`}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-only`}>What of it</label>
      <select
        id={`${id}-only`}
        className="select"
        value={scopeText(only)}
        onChange={(event) => chooseOnly(onlyOf(event.target.value))}
      >
        <ScopeOptions value={scopeText(only)} all="all steps, in their order" scenario={scenario} />
      </select>
    </div>
  );
}

/** Null: all of it. */
function onlyOf(value: string): Only | null {
  const scope = scopeOf(value);
  return scope.kind === "all" ? null : scope;
}
