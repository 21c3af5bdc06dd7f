"use client";

import { useState } from "react";
import { moveStep } from "#lib/launch/browser/plan-query.ts";
import { offsetText } from "#lib/launch/core/offset.ts";
import { behindMs, nextStep, type PlanView, type Step, stepState } from "#lib/launch/core/plan.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { Section } from "../pilots/section.tsx";
import { Problem } from "../ui/problem.tsx";
import day from "./day.module.css";
import styles from "./plan.module.css";
import { ReasonForm } from "./reason-form.tsx";
import { StepNotes } from "./steps-section.tsx";
import { usePlanAct, usePlanAgain } from "./use-plan-act.ts";

type Props = {
  number: number;
  pilot: string;
  part: "sequence" | "hypercare";
  title: string;
  plan: PlanView;
  timeZone: string;
  nowMs: number | null;
  mayAct: boolean;
};
type Open = { id: string; what: "left out" | "reopened" } | null;

/** Planned and actual side by side; the step that is due stands out. */
export function SequenceSection({ number, pilot, part, title, plan, timeZone, nowMs, mayAct }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const act = usePlanAct(pilot);
  const steps = plan.steps.filter((step) => step.part === part);
  const next = nextStep(plan.steps, part);
  const left = steps.filter((step) => ["open", "under way"].includes(stepState(step))).length;
  return (
    <Section
      number={number}
      id={part}
      title={title}
      note={steps.length === 0 ? "" : `${steps.length - left} of ${steps.length} behind us`}
    >
      {act.error === null ? null : <Problem error={act.error} />}
      {steps.length === 0 ? (
        <p className={`second ${styles["note"]}`}>No step is planned. The plan holds them.</p>
      ) : (
        <div className="scroll-x">
          <table>
            <thead>
              <tr>
                <th>When</th>
                <th>Planned</th>
                <th>Actual</th>
                <th>What</th>
                <th>Owner</th>
                {mayAct ? <th aria-label="Acts" /> : null}
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <BoardRow
                  key={step.id}
                  {...{ step, timeZone, nowMs, mayAct, act, pilot, open }}
                  isNext={step.id === next?.id}
                  lists={plan.lists}
                  onOpen={setOpen}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

type RowProps = Pick<Props, "pilot" | "timeZone" | "nowMs" | "mayAct"> & {
  step: Step;
  isNext: boolean;
  lists: PlanView["lists"];
  act: ReturnType<typeof usePlanAct>;
  open: Open;
  onOpen(open: Open): void;
};

function BoardRow({ isNext, open, onOpen, ...row }: RowProps) {
  const { step, lists, timeZone, nowMs, mayAct } = row;
  const state = stepState(step);
  const opened = open?.id === step.id ? open.what : null;
  const past = state === "done" || state === "left out" ? day["done"] : undefined;
  return (
    <>
      <tr className={isNext ? day["current"] : past} aria-current={isNext ? "step" : undefined}>
        <td className="mono">{offsetText(step.offsetMinutes)}</td>
        <td className={styles["planned"]}>
          {step.plannedAt === null ? "–" : momentText(step.plannedAt, timeZone, nowMs ?? 0)}
        </td>
        <td className={styles["planned"]}>
          <Actual {...{ step, timeZone, nowMs }} />
        </td>
        <th scope="row" className={`row-name ${styles["long"]}`}>
          {step.title}
          <StepNotes step={step} lists={lists} />
          {step.says === null ? null : <span className={styles["waits"]}>{step.says}</span>}
          {step.leftOut === null ? null : <span className={styles["waits"]}>left out: {step.leftOut}</span>}
        </th>
        <td>{step.owner || <span className="second">nobody</span>}</td>
        {mayAct ? <Acts {...row} onOpen={onOpen} /> : null}
      </tr>
      {opened === null ? null : (
        <tr>
          <td colSpan={6} className={styles["inner"]}>
            <WhyForm {...row} what={opened} onClose={() => onOpen(null)} />
          </td>
        </tr>
      )}
    </>
  );
}

function Acts({ step, act, pilot, onOpen }: Pick<RowProps, "step" | "act" | "pilot" | "onOpen">) {
  const { id, version } = step;
  const state = stepState(step);
  const opens = (what: "left out" | "reopened", word: string) => (
    <button type="button" className="button link" onClick={() => onOpen({ id, what })}>
      {word}
      <span className="visually-hidden"> {step.title}</span>
    </button>
  );
  if (state === "done" || state === "left out")
    return <td className={styles["acts"]}>{opens("reopened", "Reopen")}</td>;
  const begin = () => moveStep(pilot, id, { to: "started", version });
  const done = () => moveStep(pilot, id, { to: "done", version, says: "" });
  return (
    <td className={styles["acts"]}>
      {state === "open" ? <Act word="Begin" step={step} act={act} onAct={begin} /> : null}
      <Act word="Done" step={step} act={act} onAct={done} />
      {opens("left out", "Leave out")}
    </td>
  );
}

type WhyProps = { step: Step; pilot: string; what: "left out" | "reopened"; onClose(): void };

function WhyForm({ step, pilot, what, onClose }: WhyProps) {
  const again = usePlanAgain(pilot);
  const isReopening = what === "reopened";
  return (
    <ReasonForm
      place={`${pilot}.step.${step.id}.${what}`}
      label={`${isReopening ? "Reopen" : "Leave out"} ${step.title}`}
      title={isReopening ? "It is open again; the log keeps what was said" : "It is not done, and the sequence goes on"}
      hint="Why"
      act={isReopening ? "Reopen it" : "Leave it out"}
      acting="Saving …"
      least={10}
      send={async (says) => {
        await moveStep(pilot, step.id, { to: what, version: step.version, says });
        await again();
      }}
      onClose={onClose}
    />
  );
}

type ActProps = { word: string; step: Step; act: ReturnType<typeof usePlanAct>; onAct(): Promise<unknown> };

function Act({ word, step, act, onAct }: ActProps) {
  return (
    <button type="button" className="button link" disabled={act.isPending} onClick={() => act.mutate(onAct)}>
      {word}
      <span className="visually-hidden"> {step.title}</span>
    </button>
  );
}

/** When it was done or begun, and how late that is. */
function Actual({ step, timeZone, nowMs }: Pick<RowProps, "step" | "timeZone" | "nowMs">) {
  if (step.leftOut !== null) return <>left out</>;
  const behind = nowMs === null ? null : behindMs(step, nowMs);
  const minutes = behind === null ? 0 : Math.floor(behind / 60_000);
  const late = minutes > 0 ? <span className={day["late"]}> {lateText(minutes)} late</span> : null;
  const at = step.doneAt ?? step.startedAt;
  if (at === null) return late;
  return (
    <>
      {step.doneAt === null ? "since " : ""}
      {momentText(at, timeZone, nowMs ?? at)}
      {late}
    </>
  );
}

function lateText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return minutes < 2_880 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 1_440)} d`;
}
