"use client";

import { useQuery } from "@tanstack/react-query";
import { everyRun } from "#lib/load/core/run-list.ts";
import { runsQuery } from "#lib/load/query.ts";
import { ChoiceField, TextField } from "../pilots/fields.tsx";
import { type DraftFields, draftField } from "./item-form.tsx";

/** Which run is required: as one that was run before. */
export function RunFields({ pilot, ...fields }: DraftFields & { pilot: string }) {
  const { data, error } = useQuery(runsQuery(pilot, everyRun));
  const { scenario, profile, environment } = fields.typed;
  const asked = (data?.runs ?? []).map((run) => [run.scenarioName, run.profileInWords, run.environment] as const);
  const own = scenario === "" ? [] : [[scenario, profile, environment] as const];
  const options = [...new Map([...own, ...asked].map((one) => [JSON.stringify(one), one.join(", ")])).entries()];
  const choose = (value: string) => {
    const [chosen = "", words = "", where = ""] = value === "" ? [] : (JSON.parse(value) as string[]);
    fields.put({ scenario: chosen, profile: words, environment: where });
  };
  return (
    <>
      <TextField {...draftField(fields, "run", "rule.to.name")} label="What the run is called" most={80} />
      <ChoiceField
        id="item-required"
        label="Required, as in an earlier run"
        size="middle"
        value={scenario === "" ? "" : JSON.stringify(own[0])}
        options={options}
        hint={error?.message ?? "none yet: the check stays open"}
        onType={choose}
      />
    </>
  );
}
