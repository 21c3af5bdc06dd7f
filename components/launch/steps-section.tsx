"use client";

import { useState } from "react";
import { addStep, changeStep, removeStep } from "#lib/launch/browser/plan-query.ts";
import { dayOffsetText, offsetText } from "#lib/launch/core/offset.ts";
import { type PlanPart, type Step, stepState } from "#lib/launch/core/plan.ts";
import { Section } from "../pilots/section.tsx";
import styles from "./plan.module.css";
import { plannedText } from "./planned-text.ts";
import { ProgrammeState } from "./programme-state.tsx";
import { ReasonForm } from "./reason-form.tsx";
import { StepForm } from "./step-form.tsx";
import { usePlanAgain } from "./use-plan-act.ts";

type Lists = readonly { id: string; name: string }[];
type Props = {
  number: number;
  id: string;
  title: string;
  note: string;
  empty: string;
  pilot: string;
  part: PlanPart;
  steps: readonly Step[];
  lists: Lists;
  timeZone: string;
  mayPlan: boolean;
};
type Open = { what: "add" } | { what: "change" | "remove"; id: string } | null;

/** Steps of one part of the plan, in the order of their time. */
export function StepsSection({ number, id, title, note, empty, pilot, part, steps, lists, timeZone, mayPlan }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const own = steps.filter((step) => step.part === part);
  const end = mayPlan ? (
    <button type="button" className="button link" onClick={() => setOpen({ what: "add" })}>
      Add a step<span className="visually-hidden"> to {title}</span>
    </button>
  ) : null;
  return (
    <Section {...{ number, id, title, note, end }}>
      {open?.what === "add" ? (
        <StepForm
          place={`${pilot}.step.${part}.new`}
          {...{ pilot, part, lists }}
          step={null}
          save={(step) => addStep(pilot, { part, ...step })}
          onClose={close}
        />
      ) : null}
      {own.length === 0 ? (
        <p className={`second ${styles["note"]}`}>{empty}</p>
      ) : (
        <div className="scroll-x">
          <table>
            <thead>
              <tr>
                <th>When</th>
                <th>Planned</th>
                <th>What</th>
                <th>Owner</th>
                <th>State</th>
                {mayPlan ? <th aria-label="Acts" /> : null}
              </tr>
            </thead>
            <tbody>
              {own.map((step) => (
                <StepRow key={step.id} {...{ pilot, step, lists, timeZone, mayPlan, open, close }} onOpen={setOpen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

type RowProps = {
  pilot: string;
  step: Step;
  lists: Lists;
  timeZone: string;
  mayPlan: boolean;
  open: Open;
  onOpen(open: Open): void;
  close(): void;
};

function StepRow({ pilot, step, lists, timeZone, mayPlan, open, onOpen, close }: RowProps) {
  const again = usePlanAgain(pilot);
  const opened = open !== null && open.what !== "add" && open.id === step.id ? open.what : null;
  const isDay = step.part === "programme";
  return (
    <>
      <tr>
        <td className="mono">{isDay ? dayOffsetText(step.offsetMinutes) : offsetText(step.offsetMinutes)}</td>
        <td className={styles["planned"]}>
          {step.plannedAt === null ? <span className="second">no window yet</span> : plannedText(step, timeZone)}
        </td>
        <th scope="row" className={`row-name ${styles["long"]}`}>
          {step.title}
          <StepNotes step={step} lists={lists} />
        </th>
        <td>{step.owner || <span className="second">nobody</span>}</td>
        <td>{isDay ? <ProgrammeState {...{ pilot, step, timeZone, mayPlan }} /> : stepState(step)}</td>
        {mayPlan ? (
          <td className={styles["acts"]}>
            <button type="button" className="button link" onClick={() => onOpen({ what: "change", id: step.id })}>
              Change<span className="visually-hidden"> {step.title}</span>
            </button>
            {step.startedAt === null && step.doneAt === null ? (
              <button type="button" className="button link" onClick={() => onOpen({ what: "remove", id: step.id })}>
                Remove<span className="visually-hidden"> {step.title}</span>
              </button>
            ) : null}
          </td>
        ) : null}
      </tr>
      {opened === null ? null : (
        <tr>
          <td colSpan={6} className={styles["inner"]}>
            {opened === "change" ? (
              <StepForm
                place={`${pilot}.step.${step.id}`}
                part={step.part}
                {...{ pilot, step, lists }}
                save={(typed) => changeStep(pilot, step.id, { ...typed, version: step.version })}
                onClose={close}
              />
            ) : (
              <ReasonForm
                place={`${pilot}.step.${step.id}.remove`}
                label={`Remove the step ${step.title}`}
                title="The log keeps what it said"
                hint="Why it is taken off the plan"
                act="Remove the step"
                acting="Removing …"
                least={10}
                send={async (reason) => {
                  await removeStep(pilot, step.id, { version: step.version, reason });
                  await again();
                }}
                onClose={close}
              />
            )}
          </td>
        </tr>
      )}
    </>
  );
}

/** What cannot be undone after it, and what it waits for. */
export function StepNotes({ step, lists }: { step: Step; lists: Lists }) {
  const list = lists.find(({ id }) => id === step.checklistId);
  return (
    <>
      {step.pointOfNoReturn === "" ? null : (
        <span className={styles["no-way-back"]}>No way back after it: {step.pointOfNoReturn}</span>
      )}
      {list === undefined ? null : <span className={styles["waits"]}>waits for {list.name}</span>}
    </>
  );
}
