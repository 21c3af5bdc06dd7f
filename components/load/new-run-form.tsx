"use client";

import { useState } from "react";
import type { ObjectiveSetView } from "#lib/load/core/objective-set-view.ts";
import type { RunInputs } from "#lib/load/core/repeat.ts";
import type { PilotWithCounts, SystemChoice } from "#lib/pilots/query.ts";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";
import { KeysHelp } from "../ui/keys-help.tsx";
import { allOf, type Fillings } from "./begin-with.tsx";
import { fill } from "./fill-draft.ts";
import { CriteriaFields } from "./new-run-criteria.tsx";
import { ScenarioParts } from "./new-run-data.tsx";
import { useRunDraft } from "./new-run-draft-state.ts";
import type { RunForm } from "./new-run-form-state.ts";
import { NewRunHeader } from "./new-run-header.tsx";
import { useRead, useSectionKeys, useServerNow, useStart } from "./new-run-hooks.ts";
import { LoadFields } from "./new-run-load.tsx";
import { PlanSide } from "./new-run-side.tsx";
import { StartLine } from "./new-run-start.tsx";
import { slotOf } from "./new-run-stored-draft.ts";
import { isLocked, TargetFields } from "./new-run-target.tsx";
import type { RunDraft } from "./run-draft.ts";
import { ScenarioField } from "./scenario-field.tsx";

type Props = {
  pilot: PilotWithCounts;
  systems: readonly SystemChoice[];
  sets: readonly ObjectiveSetView[];
  fillings: Fillings;
  first: RunDraft;
  /** The run that is repeated. */
  from: RunInputs | null;
  mayStart: boolean;
  mayName: boolean;
};

const keys = [
  ["0 1 2 3", "scenario, load, pass when, target"],
  ["s", "start line"],
  ["g r", "load runs"],
] as const;

/** The form and what it asks for, side by side. */
export function NewRunForm({ pilot, systems, sets, fillings, first, from, mayStart, mayName }: Props) {
  const state = useRunDraft(slotOf(pilot.slug, from?.number ?? null), first);
  const { draft } = state;
  const [typed, setTyped] = useState("");
  const nowMs = useServerNow();
  const target = systems.find((one) => one.id === draft.systemId && !isLocked(one, nowMs)) ?? null;
  const environment = target?.environment ?? null;
  const asked = { systemId: target?.id ?? "", typed: environment === "production" ? typed : "", sets, environment };
  const read = useRead(draft, asked);
  const start = useStart(pilot.slug, state.forget);
  const refused = start.error instanceof ApiProblem && start.variables?.draft === draft ? start.error.errors : [];
  const form: RunForm = {
    pilot: pilot.slug,
    draft,
    ...{ read, sets, environment },
    change: state.change,
    wrongAt: (place) => read.wrong[place] ?? refused.find(({ path }) => path === place)?.message,
    fillFrom: (filling) => {
      const before = allOf(fillings).find(({ key }) => key === draft.filledFrom);
      state.replace(`Filled from ${filling.name}.`, fill(draft, filling, before?.name ?? null));
    },
  };
  useSectionKeys();
  return (
    <>
      <NewRunHeader state={state} from={from} />
      <div className="new-run">
        <div className="form">
          <ScenarioField form={form} fillings={fillings} />
          <ScenarioParts form={form} own={fillings.own} />
          <LoadFields form={form} />
          <CriteriaFields form={form} />
          <TargetFields form={form} systems={systems} nowMs={nowMs} timeZone={pilot.timeZone} mayName={mayName} />
        </div>
        <PlanSide form={form}>
          <StartLine
            {...{ form, pilot, systems, target, mayStart, typed, onType: setTyped, problem: start.error }}
            isBusy={start.isPending || start.isSuccess}
            onStart={() => start.mutate({ draft, ...asked })}
          />
        </PlanSide>
      </div>
      <KeysHelp keys={keys} />
    </>
  );
}
