"use client";

import { useState } from "react";
import { recordRehearsal, withdrawRehearsal } from "#lib/launch/browser/plan-query.ts";
import type { Rehearsal } from "#lib/launch/core/plan.ts";
import { RecordRehearsal } from "#lib/launch/input/plan.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { instantOf } from "#lib/pilots/core/site-zone.ts";
import { AreaField, ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { Section } from "../pilots/section.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import styles from "./plan.module.css";
import { ReasonForm } from "./reason-form.tsx";
import { usePlanAgain } from "./use-plan-act.ts";

type Props = {
  number: number;
  pilot: string;
  rehearsals: readonly Rehearsal[];
  timeZone: string;
  practice: boolean;
  mayPlan: boolean;
};

/** Rehearsals of the way back, as people saw them. */
export function RehearsalsSection({ number, pilot, rehearsals, timeZone, practice, mayPlan }: Props) {
  const [open, setOpen] = useState<"add" | string | null>(null);
  const again = usePlanAgain(pilot);
  const close = () => setOpen(null);
  const end = mayPlan ? (
    <button type="button" className="button link" onClick={() => setOpen("add")}>
      Record a rehearsal
    </button>
  ) : null;
  return (
    <Section
      number={number}
      id="rehearsals"
      title="Rehearsals of the way back"
      note="all traffic back on legacy, timed"
      end={end}
    >
      {open === "add" ? <RehearsalForm {...{ pilot, timeZone, practice }} onClose={close} /> : null}
      {rehearsals.length === 0 ? (
        <p className={`second ${styles["note"]}`}>
          None is on record. The station Rollback needs one in time on the real target.
        </p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>No.</th>
              <th>When</th>
              <th className="number">Took</th>
              <th>Where</th>
              <th>What was seen</th>
              <th>Recorded by</th>
              {mayPlan ? <th aria-label="Acts" /> : null}
            </tr>
          </thead>
          <tbody>
            {rehearsals.map((one) => (
              <tr key={one.id}>
                <td>RB-{one.number}</td>
                <td className={styles["planned"]}>{momentText(one.rehearsedAt, timeZone, 0)}</td>
                <td className="number">{tookText(one.durationSeconds)}</td>
                <td>{one.environment}</td>
                <td className={styles["long"]}>
                  {one.withdrawn === null ? (
                    one.says
                  ) : (
                    <>
                      <s>{one.says}</s> withdrawn by {one.withdrawn.by}: {one.withdrawn.why}
                    </>
                  )}
                </td>
                <td>{one.recordedBy}</td>
                {mayPlan ? (
                  <td className={styles["acts"]}>
                    {one.withdrawn === null ? (
                      <button type="button" className="button link" onClick={() => setOpen(one.id)}>
                        Withdraw<span className="visually-hidden"> RB-{one.number}</span>
                      </button>
                    ) : null}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rehearsals.map((one) =>
        open === one.id ? (
          <ReasonForm
            key={one.id}
            place={`${pilot}.rehearsal.${one.id}`}
            label={`Withdraw RB-${one.number}`}
            title={`RB-${one.number} stays on the record and counts no more`}
            hint="Why it is withdrawn"
            act="Withdraw it"
            acting="Withdrawing …"
            least={10}
            send={async (reason) => {
              await withdrawRehearsal(pilot, one.id, reason);
              await again();
            }}
            onClose={close}
          />
        ) : null,
      )}
    </Section>
  );
}

/** "11:42", minutes and seconds; with hours where there are any. */
function tookText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

type Form = { at: string; minutes: string; seconds: string; environment: string; says: string };
type FormProps = { pilot: string; timeZone: string; practice: boolean; onClose(): void };

const empty: Form = { at: "", minutes: "", seconds: "", environment: "", says: "" };

function sent({ at, minutes, seconds, environment, says }: Form, timeZone: string) {
  const when = instantOf(at, timeZone);
  const rehearsedAt = when.kind === "no-time" ? "" : new Date(when.ms).toISOString();
  return { rehearsedAt, durationSeconds: Number(minutes || 0) * 60 + Number(seconds || 0), environment, says };
}

function RehearsalForm({ pilot, timeZone, practice, onClose }: FormProps) {
  const again = usePlanAgain(pilot);
  const shown = { form: empty, version: 0 };
  const state = useEdit<Form>({
    place: `${pilot}.rehearsal.new`,
    shown,
    check: (typed) => {
      const { rehearsedAt, durationSeconds, ...wrong } = wrongIn(
        RecordRehearsal.safeParse(sent(typed, timeZone)).error?.issues,
      );
      return {
        ...wrong,
        ...(rehearsedAt === undefined ? {} : { at: "a date and a time are expected" }),
        ...(durationSeconds === undefined ? {} : { minutes: durationSeconds }),
      };
    },
    save: async (typed) => {
      await recordRehearsal(pilot, RecordRehearsal.parse(sent(typed, timeZone)));
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { typed } = state.edit;
  const field = (name: keyof Form) => ({
    id: `rehearsal-${name}`,
    value: typed[name],
    wrong: state.wrong[name],
    onType: (value: string) => state.put({ [name]: value }),
  });
  const places = (["practice", "test", "staging", "production"] as const).filter(
    (one) => practice || one !== "practice",
  );
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label="A rehearsal"
      title="From the decision to all traffic back on legacy"
      act="Record it"
      acting="Recording …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <TextField {...field("at")} label="When, by the site's clock" type="datetime-local" />
      <TextField {...field("minutes")} label="Took" size="small" most={4} unit="min" />
      <TextField {...field("seconds")} label="and" size="small" most={2} unit="s" />
      <ChoiceField {...field("environment")} label="Where" options={places.map((one) => [one, one] as const)} />
      <AreaField {...field("says")} label="What was seen" rows={2} />
    </PlaceForm>
  );
}
