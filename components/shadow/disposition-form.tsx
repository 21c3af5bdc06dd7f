"use client";

import type { Disposition } from "#lib/shadow/core/dispositions.ts";
import type { ListedGroup } from "#lib/shadow/core/shadow-view.ts";
import { DisposeGroup } from "#lib/shadow/input/triage.ts";
import { disposeGroup } from "#lib/shadow/query.ts";
import { PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { dispositionWord } from "./say-shadow.ts";
import { useShadowAgain } from "./use-shadow-act.ts";

type Said = Exclude<Disposition, "noise-rule" | "not-the-same">;
type Props = { pilot: string; group: ListedGroup; disposition: Said; onClose(): void };

const notes: Readonly<Record<Said, string>> = {
  fix: "Counts against parity until a re-check shows it gone. A note helps whoever mends it.",
  "legacy-wrong": "The new system is right. Counts as accepted once the product owner has said so.",
  accept: "An intended change. Counts as accepted.",
};

/** Says what is to become of the group, with the reason. */
export function DispositionForm({ pilot, group, disposition, onClose }: Props) {
  const again = useShadowAgain(pilot);
  const shown = { form: { reason: "" }, version: 0 };
  const needsReason = disposition !== "fix";
  const state = useEdit({
    place: `${pilot}.shadow.${group.number}.${disposition}`,
    shown,
    check: ({ reason }) => ({
      ...wrongIn(DisposeGroup.safeParse({ disposition, reason }).error?.issues),
      ...(needsReason && reason.trim() === "" ? { reason: "say why" } : {}),
    }),
    save: async ({ reason }) => {
      await disposeGroup(pilot, group.number, { disposition, reason });
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const word = dispositionWord(disposition);
  return (
    <PlaceForm
      label={`${word}, SD-${group.number}`}
      title={`${word}, SD-${group.number}`}
      note={`${notes[disposition]}${group.isCritical && needsReason ? " A second person must say yes as well." : ""}`}
      act={word}
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={() => {
        state.cancel();
        onClose();
      }}
    >
      <TextField
        id="disposition-reason"
        label={needsReason ? "Reason, kept in the log" : "Note, may stay empty"}
        size="wide"
        most={500}
        value={state.edit.typed.reason}
        wrong={state.wrong["reason"]}
        onType={(reason) => state.put({ reason })}
      />
    </PlaceForm>
  );
}
