"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { UnlockProduction } from "#lib/pilots/input.ts";
import { placesQuery, systemsQuery, unlockProduction } from "#lib/pilots/query.ts";
import { PlaceForm, TextField } from "./fields.tsx";
import type { SystemProps } from "./system-row.tsx";
import { useEdit, wrongIn } from "./use-edit.ts";

type Form = { reason: string; minutes: string };

/** Opens production for one run: a reason, a time, and the name typed. The name is not kept with the rest. */
export function UnlockSystem({ pilot, system, onClose }: SystemProps & { onClose(): void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const shown = { form: { reason: "", minutes: "" }, version: 0 };
  const state = useEdit<Form>({
    place: `${pilot}.unlock-system.${system.id}`,
    shown,
    check: (typed) => wrongUnlock(typed, name, system.name),
    save: async (typed) => {
      await unlockProduction(pilot, system.id, { ...read(typed), name });
      await client.invalidateQueries({ queryKey: systemsQuery(pilot).queryKey });
      await client.invalidateQueries({ queryKey: placesQuery(pilot).queryKey });
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { typed } = state.edit;
  const field = (one: keyof Form) => ({
    id: `${system.id}-unlock-${one}`,
    value: typed[one],
    wrong: state.wrong[one],
    onType: (text: string) => state.put({ [one]: text }),
  });
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label={`Unlock ${system.name} for one load run`}
      title={`Unlock ${system.name} for one load run`}
      note="People work on it. The first run that starts uses the unlock up; without one it ends by itself."
      act="Unlock"
      acting="Unlocking …"
      isGrave
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <TextField {...field("reason")} label="Reason, kept in the log" hint="why it must be production" />
      <TextField {...field("minutes")} label="For" unit="min" size="small" most={4} hint="at most 120" />
      <TextField
        id={`${system.id}-unlock-name`}
        label="Type its name"
        most={80}
        value={name}
        wrong={state.wrong["name"]}
        onType={setName}
      />
    </PlaceForm>
  );
}

function read({ reason, minutes }: Form): { reason: string; minutes: number } {
  return { reason, minutes: /^\s*\d{1,4}\s*$/.test(minutes) ? Number(minutes) : Number.NaN };
}

function wrongUnlock(typed: Form, name: string, systemName: string): Record<string, string> {
  const found = wrongIn(UnlockProduction.safeParse({ ...read(typed), name }).error?.issues);
  return {
    ...found,
    ...("minutes" in found ? { minutes: "1 to 120 whole minutes" } : {}),
    ...(name === systemName ? {} : { name: `type ${systemName}, as it stands above` }),
  };
}
