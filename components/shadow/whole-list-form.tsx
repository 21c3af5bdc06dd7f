"use client";

import { AreaField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { useShadowAgain } from "./use-shadow-act.ts";

type Typed = { lines: string; why: string };
type Issues = Parameters<typeof wrongIn>[0];
type Props = {
  pilot: string;
  /** Names the draft and the fields; one of each a page. */
  id: string;
  title: string;
  note: string;
  label: string;
  hint: string;
  rows: number;
  lines: string;
  /** What is wrong with what was typed: `mistake` in a line itself, `issues` of the whole. */
  check(typed: Typed): { mistake?: string | null | undefined; issues: Issues };
  save(typed: Typed): Promise<unknown>;
  onClose(): void;
};

/** A list of a pilot's rules, changed as a whole: one a line, with a reason. */
export function WholeListForm({ pilot, id, title, note, label, hint, rows, lines, check, save, onClose }: Props) {
  const again = useShadowAgain(pilot);
  const shown = { form: { lines, why: "" }, version: 0 };
  const state = useEdit({
    place: `${pilot}.shadow.${id}`,
    shown,
    check: (typed) => {
      const { mistake, issues } = check(typed);
      const wrong = wrongIn(issues);
      const first = mistake ?? Object.entries(wrong).find(([path]) => path !== "why")?.[1];
      return { ...(wrong["why"] ? { why: wrong["why"] } : {}), ...(first ? { lines: first } : {}) };
    },
    save: async (typed) => {
      await save(typed);
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  return (
    <PlaceForm
      label={title}
      title={title}
      note={note}
      act="Save"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={() => {
        state.cancel();
        onClose();
      }}
    >
      <AreaField
        id={`${id}-lines`}
        label={label}
        hint={hint}
        rows={rows}
        value={state.edit.typed.lines}
        wrong={state.wrong["lines"]}
        onType={(typed) => state.put({ lines: typed })}
      />
      <TextField
        id={`${id}-why`}
        label="Reason, kept in the log"
        size="wide"
        most={500}
        value={state.edit.typed.why}
        wrong={state.wrong["why"]}
        onType={(why) => state.put({ why })}
      />
    </PlaceForm>
  );
}
