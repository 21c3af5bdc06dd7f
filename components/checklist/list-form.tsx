"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { ListView } from "#lib/checklist/core/checklist-view.ts";
import { type PausePoint, pausePoints, pausePointWords } from "#lib/checklist/core/item.ts";
import { AddList } from "#lib/checklist/input/lists.ts";
import { addList, changeList, checklistsQuery } from "#lib/checklist/query.ts";
import { ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import type { Place } from "./checklist-page.tsx";
import { useChecklistAgain } from "./use-checklist-act.ts";

type Form = { name: string; pausePoint: string };
type Props = { place: Place; point: PausePoint; list: ListView | null; onClose(): void };

const points = pausePoints.map((one) => [one, pausePointWords[one]] as const);

/** A new list, or another name and pause point for one. */
export function ListForm({ place: { pilot }, point, list, onClose }: Props) {
  const again = useChecklistAgain(pilot);
  const client = useQueryClient();
  const shownOf = (one: ListView | null) => ({
    form: { name: one?.name ?? "", pausePoint: one?.pausePoint ?? point },
    version: one?.version ?? 1,
  });
  const state = useEdit<Form>({
    place: `${pilot}.list.${list?.id ?? "new"}`,
    shown: shownOf(list),
    check: (typed) => wrongIn(AddList.safeParse(typed).error?.issues),
    save: async (typed, version) => {
      const asked = AddList.parse(typed);
      await (list === null ? addList(pilot, asked) : changeList(pilot, list.id, { ...asked, version }));
      await again();
      onClose();
    },
    readAgain: async () => {
      const now = await client.fetchQuery({ ...checklistsQuery(pilot), staleTime: 0 });
      return shownOf(now.lists.find(({ id }) => id === list?.id) ?? list);
    },
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { name, pausePoint } = state.edit.typed;
  const { wrong, put } = state;
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label={list === null ? "A new list" : `Change the list ${list.name}`}
      act={list === null ? "Add the list" : "Save"}
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <TextField
        id="list-name"
        label="Name"
        most={80}
        value={name}
        wrong={wrong["name"]}
        onType={(text) => put({ name: text })}
      />
      <ChoiceField
        id="list-point"
        label="Pause point"
        options={points}
        value={pausePoint}
        wrong={wrong["pausePoint"]}
        onType={(text) => put({ pausePoint: text })}
      />
    </PlaceForm>
  );
}
