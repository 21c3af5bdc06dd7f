"use client";

import { count } from "#lib/load/core/say.ts";
import type { Scenario, Step } from "#lib/load/core/scenario.ts";
import styles from "./new-run.module.css";
import type { RunForm } from "./new-run-form-state.ts";

const listed = 12;

/** A smoke run has no limits: every expectation of every step has to hold, and each is a line of its list. */
export function SmokeExpectations({ form: { read } }: { form: RunForm }) {
  const { part } = read;
  const steps = part === null ? [] : [...part.setup, ...part.mix];
  const more = steps.length - listed;
  return (
    <>
      <p className={styles["under"]}>
        Every expectation of every step holds, in every pass. Each one is a line of the run's check list. It says
        nothing about speed or load.
      </p>
      {steps.slice(0, listed).map((step, index) => (
        <div key={`${index} ${step.name}`} className="field-row">
          <span className="name">{step.name}</span>
          <span className="small">{expectedOf(step)}</span>
        </div>
      ))}
      {more > 0 ? <p className={`second small ${styles["under"]}`}>{`and ${count(more)} more steps`}</p> : null}
      {part !== null && expectations(part) === 0 ? (
        <p className={`second small ${styles["under"]}`}>
          No step says what it expects: then any status below 400 is right.
        </p>
      ) : null}
    </>
  );
}

function expectations({ setup, mix }: Scenario): number {
  return [...setup, ...mix].filter(
    ({ expect, remember }) => expect.status.length + expect.json.length + remember.length > 0,
  ).length;
}

function expectedOf({ expect, remember }: Step): string {
  const status = expect.status.length === 0 ? "status below 400" : `status ${expect.status.join(" or ")}`;
  const fields = expect.json.map(({ path, ...rest }) =>
    rest.check === "equals" ? `${path} is ${JSON.stringify(rest.value)}` : `${path} is ${rest.check}`,
  );
  const contains = expect.contains === null ? [] : [`contains "${expect.contains}"`];
  const kept = remember.map(({ name }) => `${name} can be kept`);
  return [status, ...fields, ...contains, ...kept].join("; ");
}
