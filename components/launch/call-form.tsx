"use client";

import { useQueryClient } from "@tanstack/react-query";
import { callStation, liftCall } from "#lib/launch/browser/readiness-query.ts";
import type { CallKind } from "#lib/launch/core/calls.ts";
import type { Station, StationCall } from "#lib/launch/core/readiness-view.ts";
import { CallStation } from "#lib/launch/input/calls.ts";
import { AreaField, ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import styles from "./launch.module.css";
import { ReasonForm } from "./reason-form.tsx";

type Form = { call: string; reason: string; what: string; owner: string; by: string };
type Props = { pilot: string; station: Station; hasPoll: boolean; onClose(): void };

const choices: readonly (readonly [CallKind, string])[] = [
  ["go", "GO"],
  ["go-with-conditions", "GO with a condition"],
  ["hold", "HOLD"],
  ["no-go", "NO-GO"],
  ["abstain", "Abstain"],
];

function calledOf({ call, reason, what, owner, by }: Form, station: Station) {
  const seen = { station: station.name, seen: station.fingerprint };
  if (call === "go-with-conditions") return { call, ...seen, conditions: [{ what, owner, by }] };
  return call === "hold" || call === "no-go" ? { call, ...seen, reason } : { call, ...seen };
}

/** A person's call over the evidence as it stands on this screen; nothing is chosen beforehand. */
export function CallForm({ pilot, station, hasPoll, onClose }: Props) {
  const client = useQueryClient();
  const shown = { form: { call: "", reason: "", what: "", owner: "", by: "" }, version: 0 };
  const again = () => client.invalidateQueries({ queryKey: ["launch", pilot] });
  const state = useEdit<Form>({
    place: `${pilot}.call.${station.name}`,
    shown,
    check: (typed) => (typed.call === "" ? { call: "choose a call" } : wrongOf(typed, station)),
    save: async (typed) => {
      // What the server refuses for moved evidence is shown with the new evidence beside it.
      await callStation(pilot, CallStation.parse(calledOf(typed, station))).finally(again);
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { typed } = state.edit;
  const field = (name: keyof Form) => ({
    id: `call-${name}`,
    value: typed[name],
    wrong: state.wrong[name],
    onType: (value: string) => state.put({ [name]: value }),
  });
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label={`Call ${station.name}`}
      title={`Call ${station.name}`}
      note={hasPoll ? station.sentence : `${station.sentence} No poll is open: only HOLD and NO-GO can be called.`}
      act="Make the call"
      acting="Calling …"
      isPending={state.isPending}
      error={state.error}
      isGrave={typed.call === "no-go"}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <ChoiceField {...field("call")} label="Your call" size="middle" options={choices} />
      {typed.call === "hold" || typed.call === "no-go" ? <AreaField {...field("reason")} label="Why" rows={2} /> : null}
      {typed.call === "go-with-conditions" ? (
        <>
          <TextField {...field("what")} label="On condition that" size="wide" most={200} />
          <TextField {...field("owner")} label="Who sees to it" most={120} />
          <TextField {...field("by")} label="By when" most={80} />
        </>
      ) : null}
    </PlaceForm>
  );
}

function wrongOf(typed: Form, station: Station): Record<string, string> {
  const wrong = wrongIn(CallStation.safeParse(calledOf(typed, station)).error?.issues);
  return Object.fromEntries(Object.entries(wrong).map(([path, says]) => [path.replace("conditions.0.", ""), says]));
}

type LiftProps = { pilot: string; name: string; call: StationCall; onClose(): void };

/** Ends a HOLD or NO-GO; only a person can. */
export function LiftForm({ pilot, name, call, onClose }: LiftProps) {
  const client = useQueryClient();
  const word = call.call === "no-go" ? "NO-GO" : "HOLD";
  return (
    <div className={styles["lift"]}>
      <ReasonForm
        place={`${pilot}.lift.${call.id}`}
        label={`Lift the ${word} of ${name}`}
        title={`${call.by} called ${word}: ${call.reason}`}
        hint="Why it is lifted"
        act={`Lift the ${word}`}
        acting="Lifting …"
        least={3}
        send={async (why) => {
          await liftCall(pilot, call.id, why);
          await client.invalidateQueries({ queryKey: ["launch", pilot] });
        }}
        onClose={onClose}
      />
    </div>
  );
}
