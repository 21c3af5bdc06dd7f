"use client";

import { useQueryClient } from "@tanstack/react-query";
import { WithReason } from "#lib/pilots/input.ts";
import { placesQuery, removeSystem, systemsQuery } from "#lib/pilots/query.ts";
import { PlaceForm, TextField } from "./fields.tsx";
import type { SystemProps } from "./system-row.tsx";
import { useEdit, wrongIn } from "./use-edit.ts";

/** Ends that anything reaches a system. */
export function RemoveSystem({ pilot, system, onClose }: SystemProps & { onClose(): void }) {
  const client = useQueryClient();
  const shown = { form: { reason: "" }, version: 0 };
  const state = useEdit({
    place: `${pilot}.remove-system.${system.id}`,
    shown,
    check: (typed) => wrongIn(WithReason.safeParse(typed).error?.issues),
    save: async ({ reason }) => {
      await removeSystem(pilot, system.id, reason);
      await client.invalidateQueries({ queryKey: systemsQuery(pilot).queryKey });
      await client.invalidateQueries({ queryKey: placesQuery(pilot).queryKey });
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  const cancel = () => {
    state.cancel();
    onClose();
  };
  if (state.edit === null) return null;
  return (
    <PlaceForm
      label={`Remove ${system.name}`}
      title={`Remove ${system.name}`}
      note="Nothing reaches it any more. Past runs keep its name and address; a run that goes on is not stopped."
      act="Remove it"
      acting="Removing …"
      isGrave
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <TextField
        id={`${system.id}-remove-reason`}
        label="Reason, kept in the log"
        value={state.edit.typed.reason}
        wrong={state.wrong["reason"]}
        onType={(reason) => state.put({ reason })}
      />
    </PlaceForm>
  );
}
