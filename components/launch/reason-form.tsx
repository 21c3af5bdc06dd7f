"use client";

import { AreaField, PlaceForm } from "../pilots/fields.tsx";
import { useEdit } from "../pilots/use-edit.ts";

type Props = {
  /** Where what is typed is kept. */
  place: string;
  label: string;
  title: string;
  hint: string;
  act: string;
  acting: string;
  /** Fewer characters are refused. */
  least: number;
  isGrave?: boolean;
  send(text: string): Promise<unknown>;
  onClose(): void;
};

/** One text, asked for before something is done: a reason, or what was settled. */
export function ReasonForm({ place, label, title, hint, act, acting, least, isGrave = false, send, onClose }: Props) {
  const shown = { form: { text: "" }, version: 0 };
  const state = useEdit({
    place,
    shown,
    check: ({ text }) =>
      text.trim().length >= least ? {} : { text: least > 1 ? `at least ${least} characters` : "say it in a few words" },
    save: async ({ text }) => {
      await send(text.trim());
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const cancel = () => {
    state.cancel();
    onClose();
  };
  const { isPending, error, submit } = state;
  return (
    <PlaceForm {...{ label, title, act, acting, isPending, error, isGrave }} onSubmit={submit} onCancel={cancel}>
      <AreaField
        id={`${place.replaceAll(/[^a-z0-9]+/gi, "-")}-text`}
        label={hint}
        rows={2}
        value={state.edit.typed.text}
        wrong={state.wrong["text"] ?? state.wrong["reason"] ?? state.wrong["says"]}
        onType={(text) => state.put({ text })}
      />
    </PlaceForm>
  );
}
