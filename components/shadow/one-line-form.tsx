"use client";

import { PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit } from "../pilots/use-edit.ts";
import { useShadowAgain } from "./use-shadow-act.ts";

type Props = {
  pilot: string;
  /** Names the draft that is kept in this browser; one of each a page. */
  place: string;
  /** Of the field. */
  id: string;
  /** Above the form; without one the field's label names it. */
  title?: string;
  note?: string;
  label: string;
  hint?: string | undefined;
  act: string;
  acting: string;
  /** What stands there now. */
  now?: string;
  most?: number;
  /** What may be meant, to choose from. */
  choices?: readonly string[];
  wrongOf(text: string): string | undefined;
  save(text: string): Promise<unknown>;
  onClose(): void;
};

/** One line is asked for, mostly a reason; the form closes when the page shows what came of it. */
export function OneLineForm({ pilot, place, now = "", wrongOf, save, onClose, ...says }: Props) {
  const { id, title, note, label, hint, act, acting, most = 500, choices = [] } = says;
  const again = useShadowAgain(pilot);
  const shown = { form: { text: now }, version: 0 };
  const { edit, wrong, error, isPending, put, submit, cancel } = useEdit({
    place: `${pilot}.shadow.${place}`,
    shown,
    check: ({ text }) => {
      const mistake = wrongOf(text);
      return mistake === undefined ? {} : { text: mistake };
    },
    save: async ({ text }) => {
      await save(text);
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (edit === null) return null;
  const [list] = choices.length === 0 ? [] : [`${id}-choices`];
  return (
    <PlaceForm
      label={title ?? label}
      {...(title === undefined ? {} : { title })}
      {...(note === undefined ? {} : { note })}
      {...{ act, acting, isPending, error }}
      onSubmit={submit}
      onCancel={() => {
        cancel();
        onClose();
      }}
    >
      <TextField
        {...{ id, label, hint, most }}
        size="wide"
        value={edit.typed.text}
        wrong={wrong["text"]}
        {...(list === undefined ? {} : { list })}
        onType={(text) => put({ text })}
      />
      {list === undefined ? null : (
        <datalist id={list}>
          {choices.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </PlaceForm>
  );
}
