"use client";

import { useState } from "react";
import { criteriaFor, type ObjectiveSet } from "#lib/load/input/objectives.ts";
import type { Environment } from "#lib/platform/core/environment.ts";
import { LimitsTable } from "../load/limits-table.tsx";
import { Segments } from "../load/new-run-fields.tsx";
import styles from "./objectives.module.css";

const environments = [
  ["practice", "PRACTICE"],
  ["test", "TEST"],
  ["staging", "STAGING"],
  ["production", "PRODUCTION"],
] as const satisfies readonly (readonly [Environment, string])[];

/** What a run in an environment would be judged by, from the text as it stands. */
export function AppliedLimits({ set }: { set: ObjectiveSet }) {
  const [environment, choose] = useState<Environment>("test");
  const { abortWhen, abortWhenSlow } = set;
  const own = set.overrides[environment]?.length ?? 0;
  const objectives = { criteria: criteriaFor(set, environment), abortWhen, abortWhenSlow };
  return (
    <section className="section" aria-labelledby="applied">
      <h2 id="applied">What applies</h2>
      <p className={styles["acts"]}>
        <Segments<Environment>
          place="environment"
          label="Environment"
          value={environment}
          options={environments}
          onChoose={choose}
        />
      </p>
      <LimitsTable
        objectives={objectives}
        caption={`Limits of a run in ${environment}${own === 0 ? "" : `, ${own} for ${environment} alone`}`}
      />
    </section>
  );
}
