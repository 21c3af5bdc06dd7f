"use client";

import { useState } from "react";
import { moveStep } from "#lib/launch/browser/plan-query.ts";
import { type Step, stepState } from "#lib/launch/core/plan.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { Problem } from "../ui/problem.tsx";
import { ReasonForm } from "./reason-form.tsx";
import { usePlanAct, usePlanAgain } from "./use-plan-act.ts";

type Props = { pilot: string; step: Step; timeZone: string; mayPlan: boolean };

/** Whether a day of the programme is done, by whom, and how that is said. The other parts are worked on the launch-day page. */
export function ProgrammeState({ pilot, step, timeZone, mayPlan }: Props) {
  const act = usePlanAct(pilot);
  const again = usePlanAgain(pilot);
  const [reopens, setReopens] = useState(false);
  const { id, version, title } = step;
  const isDone = stepState(step) === "done";
  const done = () => moveStep(pilot, id, { to: "done", version, says: "" });
  return (
    <>
      {isDone && step.doneAt !== null
        ? `done ${momentText(step.doneAt, timeZone, 0)}, ${step.doneBy}`
        : stepState(step)}{" "}
      {mayPlan && !isDone ? (
        <button type="button" className="button link" disabled={act.isPending} onClick={() => act.mutate(done)}>
          Done<span className="visually-hidden"> {title}</span>
        </button>
      ) : null}
      {mayPlan && isDone && !reopens ? (
        <button type="button" className="button link" onClick={() => setReopens(true)}>
          Reopen<span className="visually-hidden"> {title}</span>
        </button>
      ) : null}
      {act.error === null ? null : <Problem error={act.error} />}
      {reopens ? (
        <ReasonForm
          place={`${pilot}.step.${id}.programme`}
          label={`Reopen ${title}`}
          title="It is open again; the log keeps what was said"
          hint="Why"
          act="Reopen it"
          acting="Saving …"
          least={10}
          send={async (says) => {
            await moveStep(pilot, id, { to: "reopened", version, says });
            await again();
          }}
          onClose={() => setReopens(false)}
        />
      ) : null}
    </>
  );
}
