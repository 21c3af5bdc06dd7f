"use client";

import Link from "next/link";
import type { Criterion, Objectives } from "#lib/load/core/criterion.ts";
import { criterionName } from "#lib/load/core/say.ts";
import { LimitsTable } from "./limits-table.tsx";
import styles from "./new-run.module.css";
import { Select, WrongAt } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";

/** A set of limits by name, and what it asks for in the target's environment. What stands in it is changed on its own page. */
export function LimitSet({ form }: { form: RunForm }) {
  const { draft, change, wrongAt, sets, environment, pilot, read } = form;
  const set = sets.find(({ id }) => id === draft.objectiveSetId);
  const place = "objectiveSetId";
  const found = set === undefined || environment === null ? null : fitted(set.objectives[environment], read.leftOut);
  return (
    <>
      <div className="field-row">
        <span className="name">Set</span>
        <div className={styles["line"]}>
          <Select
            place={place}
            label="Set of limits"
            value={set === undefined ? "" : set.id}
            wrong={wrongAt(place)}
            onChoose={(objectiveSetId) => change({ objectiveSetId })}
          >
            {set === undefined ? (
              <option value="">{sets.length === 0 ? "there is none yet" : "choose a set"}</option>
            ) : null}
            {sets.map(({ id, name, version }) => (
              <option key={id} value={id}>
                {`${name}, version ${version}`}
              </option>
            ))}
          </Select>
          <WrongAt place={place} wrong={wrongAt(place)} />
          <Link href={`/${pilot}/objectives`}>{sets.length === 0 ? "Make the first set" : "Look at the sets"}</Link>
        </div>
      </div>
      {set !== undefined && environment === null ? (
        <p className={`second small ${styles["under"]}`}>Choose a target: the set has limits for each environment.</p>
      ) : null}
      {found === null || environment === null ? null : (
        <div className={styles["under"]}>
          <LimitsTable objectives={found} caption={`Its limits in ${environment}`} />
          <LeftOut limits={read.leftOut} />
        </div>
      )}
    </>
  );
}

/** Those that this part of the scenario is judged by. */
function fitted(objectives: Objectives, leftOut: readonly Criterion[]): Objectives {
  return { ...objectives, criteria: objectives.criteria.filter((one) => !leftOut.includes(one)) };
}

function LeftOut({ limits }: { limits: readonly Criterion[] }) {
  if (limits.length === 0) return null;
  const names = limits.map(criterionName).join(", ");
  return <p className="small">{`Left out, because this part sends nothing that they are about: ${names}.`}</p>;
}
