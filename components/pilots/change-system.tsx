"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { PlacedSystem } from "#lib/pilots/core/place.ts";
import { ChangeSystem as Change } from "#lib/pilots/input.ts";
import { changeSystem, placesQuery, systemsQuery } from "#lib/pilots/query.ts";
import { environments, roles } from "./add-system.tsx";
import { ChoiceField, PlaceForm, TextField } from "./fields.tsx";
import type { SystemProps } from "./system-row.tsx";
import { savedHint, useEdit, wrongIn } from "./use-edit.ts";

type Form = { baseUrl: string; role: string; environment: string; reason: string };

const formOf = ({ baseUrl, role, environment, version }: PlacedSystem) => ({
  form: { baseUrl, role: role as string, environment: environment as string, reason: "" },
  version,
});

/** Moves a system: address, role, environment, with a reason. */
export function ChangeSystem({ pilot, system, onClose }: SystemProps & { onClose(): void }) {
  const client = useQueryClient();
  const read = async () => {
    await client.invalidateQueries({ queryKey: systemsQuery(pilot).queryKey });
    const { systems } = await client.fetchQuery({ ...placesQuery(pilot), staleTime: 0 });
    return formOf(systems.find(({ id }) => id === system.id) ?? system);
  };
  const state = useEdit<Form>({
    place: `${pilot}.change-system.${system.id}`,
    shown: formOf(system),
    check: (typed, version) => wrongIn(Change.safeParse({ ...typed, version }).error?.issues),
    save: async (typed, version) => {
      await changeSystem(pilot, system.id, Change.parse({ ...typed, version }));
      await read();
      onClose();
    },
    readAgain: read,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { edit } = state;
  const field = <Name extends keyof Form>(name: Name) => ({
    id: `${system.id}-${name}`,
    value: edit.typed[name],
    wrong: state.wrong[name],
    hint: savedHint(edit, name),
    onType: (value: string) => state.put({ [name]: value }),
  });
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label={`Change ${system.name}`}
      title={`Change ${system.name}`}
      note="Its name stays: past runs are told by it. Open unlocks end with the change."
      act="Save the change"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <TextField {...field("baseUrl")} label="Address" mono />
      <ChoiceField {...field("role")} label="Role" options={roles} />
      <ChoiceField {...field("environment")} label="Environment" options={environments} />
      <TextField {...field("reason")} label="Reason, kept in the log" />
    </PlaceForm>
  );
}
