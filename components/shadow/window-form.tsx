"use client";

import { SetWindow } from "#lib/shadow/input/triage.ts";
import { setWindow } from "#lib/shadow/query.ts";
import { ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { useShadowAgain } from "./use-shadow-act.ts";

type Props = { pilot: string; onClose(): void };

const begins = [
  ["now", "now, with the next exchange"],
  ["time", "a time that has been"],
] as const;

const shown = { form: { begin: "", from: "", version: "", why: "" }, version: 0 };

/** Names the time that parity is about: usually since the new system's last version. */
export function WindowForm({ pilot, onClose }: Props) {
  const again = useShadowAgain(pilot);
  const state = useEdit({
    place: `${pilot}.shadow.window`,
    shown,
    check: (typed) => ({
      ...wrongIn(SetWindow.safeParse(readWindow(typed)).error?.issues),
      ...(typed.begin === "" ? { begin: "choose when it begins" } : {}),
    }),
    save: async (typed) => {
      await setWindow(pilot, SetWindow.parse(readWindow(typed)));
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { typed } = state.edit;
  const text = (name: "from" | "version" | "why", label: string, hint: string) => (
    <TextField
      id={`window-${name}`}
      label={label}
      hint={hint}
      most={name === "why" ? 500 : 80}
      value={typed[name]}
      wrong={state.wrong[name]}
      onType={(value) => state.put({ [name]: value })}
    />
  );
  return (
    <PlaceForm
      label="Window of parity"
      title="Window of parity"
      note="Exchanges before it stay counted, and out of parity. A time that has been goes to the start of its hour."
      act="Name the window"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={() => {
        state.cancel();
        onClose();
      }}
    >
      <ChoiceField
        id="window-begin"
        label="Begins"
        size="middle"
        options={begins}
        value={typed.begin}
        wrong={state.wrong["begin"]}
        onType={(begin) => state.put({ begin })}
      />
      {typed.begin === "time" ? text("from", "From", "with its zone, such as 2026-11-25T10:00:00Z") : null}
      {text("version", "Version of the new system", "may stay empty")}
      {text("why", "Reason, kept in the log", "such as: version 2.4 is on")}
    </PlaceForm>
  );
}

function readWindow({ begin, from, version, why }: (typeof shown)["form"]) {
  return { from: begin === "now" ? "now" : from.trim(), version: version.trim() === "" ? null : version, why };
}
