"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DisplayView } from "#lib/displays/core/display.ts";
import { ChangeDisplay as Change } from "#lib/displays/input.ts";
import { changeDisplay, displaysQuery } from "#lib/displays/query.ts";
import { type Wrong, wrongBy, wrongIn } from "../access/wrong-fields.ts";
import { PlaceForm } from "../pilots/fields.tsx";
import { DisplayFields, type DisplayForm } from "./display-fields.tsx";

type Props = { pilot: string; display: DisplayView; onClose(): void };

/** Another name, place, boards or language. What somebody else saved meanwhile is said and not overwritten. */
export function ChangeDisplay({ pilot, display, onClose }: Props) {
  const { id, number, name, place, boards, language, sound, version } = display;
  const [typed, setTyped] = useState<DisplayForm>({ name, place, boards: [...boards], language, sound });
  const [base] = useState(version);
  const [wrong, setWrong] = useState<Wrong>({});
  const client = useQueryClient();
  const changing = useMutation({
    mutationFn: (change: Change) => changeDisplay(pilot, id, change),
    onSuccess: onClose,
    onError: (error) => setWrong(wrongBy(error)),
    onSettled: () => client.invalidateQueries({ queryKey: displaysQuery(pilot).queryKey }),
  });
  const submit = () => {
    // Whoever saves again has read that it was changed meanwhile.
    const read = Change.safeParse({ ...typed, version: changing.isError ? version : base });
    setWrong(wrongIn(read.error));
    if (read.success) changing.mutate(read.data);
  };
  return (
    <PlaceForm
      label={`Change D${number}`}
      title={`Change D${number}`}
      note="The screen follows at once."
      act="Save"
      acting="Saving …"
      isPending={changing.isPending}
      error={changing.error}
      onSubmit={submit}
      onCancel={onClose}
    >
      <DisplayFields
        id={`display-${number}`}
        typed={typed}
        wrong={wrong}
        onPut={(part) => setTyped({ ...typed, ...part })}
      />
    </PlaceForm>
  );
}
