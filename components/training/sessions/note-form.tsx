"use client";

import { AreaField, PlaceForm } from "../../pilots/fields.tsx";
import { useEdit } from "../../pilots/use-edit.ts";
import type { SessionPlace } from "./session-place.ts";
import type { KeptMarks } from "./use-kept-marks.ts";

type Props = { place: SessionPlace; operatorId: string; marks: KeptMarks };

const shown = { form: { text: "" }, version: 0 };
const most = 500;

/** A note about one operator. It goes the way of the marks: kept here at once, sent when the server answers. */
export function NoteForm({ place: { pilot, number }, operatorId, marks }: Props) {
  const state = useEdit({
    place: `${pilot}.session.${number}.note.${operatorId}`,
    shown,
    check: ({ text }) => wrongOf(text.trim()),
    save: async ({ text }) => marks.mark([{ operatorId, act: { do: "noted", text: text.trim() } }]),
    readAgain: async () => shown,
  });
  if (state.edit === null)
    return (
      <p>
        <button type="button" className="button" onClick={state.begin}>
          Add a note
        </button>
      </p>
    );
  const { isPending, error, submit, cancel, edit, wrong, put } = state;
  return (
    <PlaceForm
      {...{ isPending, error }}
      label="A note"
      act="Add the note"
      acting="Adding …"
      onSubmit={submit}
      onCancel={cancel}
    >
      <AreaField
        id={`note-${operatorId}`}
        label="What is worth remembering"
        rows={2}
        value={edit.typed.text}
        wrong={wrong["text"]}
        onType={(text) => put({ text })}
      />
    </PlaceForm>
  );
}

function wrongOf(text: string): Record<string, string> {
  if (text === "") return { text: "say it in a few words" };
  return text.length > most ? { text: `at most ${most} characters` } : {};
}
