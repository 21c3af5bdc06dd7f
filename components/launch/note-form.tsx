"use client";

import { AddNote } from "#lib/launch/input/plan.ts";
import { AreaField, ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { usePlanAgain } from "./use-plan-act.ts";

type Kind = AddNote["kind"];
type Form = { text: string; severity: string; toPerson: string };
type Props = { pilot: string; kind: Kind; send(note: AddNote): Promise<unknown>; onClose(): void };

const labels: Readonly<Record<Kind, { label: string; text: string; act: string }>> = {
  incident: { label: "An incident", text: "What is seen", act: "Write it down" },
  handover: { label: "A handover", text: "What is open, and what to look at", act: "Hand over" },
  note: { label: "A note", text: "Note", act: "Add the note" },
  review: { label: "A line of the review", text: "What was learned", act: "Add it" },
};

function noteOf(kind: Kind, { text, severity, toPerson }: Form) {
  if (kind === "incident") return { kind, text, severity };
  return kind === "handover" ? { kind, text, toPerson } : { kind, text };
}

export function NoteForm({ pilot, kind, send, onClose }: Props) {
  const again = usePlanAgain(pilot);
  const shown = { form: { text: "", severity: "", toPerson: "" }, version: 0 };
  const state = useEdit<Form>({
    place: `${pilot}.note.${kind}`,
    shown,
    check: (typed) => wrongIn(AddNote.safeParse(noteOf(kind, typed)).error?.issues),
    save: async (typed) => {
      await send(AddNote.parse(noteOf(kind, typed)));
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { label, text, act } = labels[kind];
  const field = (name: keyof Form) => ({
    id: `${kind}-${name}`,
    value: state.edit?.typed[name] ?? "",
    wrong: state.wrong[name],
    onType: (value: string) => state.put({ [name]: value }),
  });
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      {...{ label, act }}
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      {kind === "handover" ? <TextField {...field("toPerson")} label="To" most={120} /> : null}
      {kind === "incident" ? (
        <ChoiceField
          {...field("severity")}
          label="How bad"
          options={[
            ["low", "low"],
            ["high", "high"],
            ["critical", "critical"],
          ]}
        />
      ) : null}
      <AreaField {...field("text")} label={text} rows={3} />
    </PlaceForm>
  );
}
