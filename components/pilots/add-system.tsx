"use client";

import { useQueryClient } from "@tanstack/react-query";
import { NameSystem } from "#lib/pilots/input.ts";
import { nameSystem, placesQuery, systemsQuery } from "#lib/pilots/query.ts";
import { ChoiceField, PlaceForm, TextField } from "./fields.tsx";
import { type Edit, type EditState, useEdit, wrongIn } from "./use-edit.ts";

export const environments = [
  ["test", "TEST"],
  ["staging", "STAGING"],
  ["production", "PRODUCTION"],
] as const;

export const roles = [
  ["new", "new"],
  ["legacy", "legacy"],
  ["other", "other"],
] as const;

/** Nothing with an outcome is chosen beforehand. */
const empty = { name: "", baseUrl: "", role: "", environment: "", reason: "" };
type Form = typeof empty;

export function useAddSystem(pilot: string): EditState<Form> {
  const client = useQueryClient();
  const shown = { form: empty, version: 0 };
  return useEdit<Form>({
    place: `${pilot}.add-system`,
    shown,
    check: (typed) => ({
      ...wrongIn(NameSystem.safeParse(typed).error?.issues),
      ...(typed.role === "" ? { role: "choose legacy, new or other" } : {}),
    }),
    save: async (typed) => {
      await nameSystem(pilot, typed);
      await client.invalidateQueries({ queryKey: systemsQuery(pilot).queryKey });
      await client.invalidateQueries({ queryKey: placesQuery(pilot).queryKey });
    },
    readAgain: async () => shown,
  });
}

/** Names a system in place. */
export function AddSystem({ adding, edit: { typed } }: { adding: EditState<Form>; edit: Edit<Form> }) {
  const { wrong, error, isPending, put, submit, cancel } = adding;
  const text = (name: "name" | "baseUrl" | "reason", label: string, hint: string) => (
    <TextField
      id={`add-${name}`}
      label={label}
      hint={hint}
      mono={name === "baseUrl"}
      value={typed[name]}
      wrong={wrong[name]}
      onType={(value) => put({ [name]: value })}
    />
  );
  return (
    <PlaceForm
      label="Add a system"
      act="Add it"
      acting="Adding …"
      {...{ isPending, error }}
      onSubmit={submit}
      onCancel={cancel}
    >
      {text("name", "Name", "as your people call it; it stays, because runs are told by it")}
      {text("baseUrl", "Address", "such as https://staging.example.org:8443")}
      <ChoiceField
        id="add-role"
        label="Role"
        options={roles}
        value={typed.role}
        wrong={wrong["role"]}
        onType={(role) => put({ role })}
      />
      <ChoiceField
        id="add-environment"
        label="Environment"
        options={environments}
        value={typed.environment}
        wrong={wrong["environment"]}
        onType={(environment) => put({ environment })}
      />
      {text("reason", "Reason, kept in the log", "why Gantry may reach it")}
    </PlaceForm>
  );
}
