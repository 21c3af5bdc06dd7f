"use client";

import { AskWaiver } from "#lib/checklist/input/acts.ts";
import { askWaiver } from "#lib/checklist/query.ts";
import { instantOf } from "#lib/pilots/core/site-zone.ts";
import { AreaField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import type { PaneProps } from "./item-pane.tsx";
import { useChecklistAgain } from "./use-checklist-act.ts";

type Form = { why: string; scope: string; until: string };

const shown = { form: { why: "", scope: "", until: "" }, version: 0 };

/** For one check, until a time. */
export function WaiverForm({ place: { pilot, timeZone }, view, onClose }: PaneProps & { onClose(): void }) {
  const again = useChecklistAgain(pilot);
  const asked = ({ until, ...typed }: Form) => ({ ...typed, until: untilOf(until, timeZone) });
  const state = useEdit<Form>({
    place: `${pilot}.item.${view.item.id}.waiver`,
    shown,
    check: (typed) => {
      const { until, ...wrong } = wrongIn(AskWaiver.safeParse(asked(typed)).error?.issues);
      return until === undefined ? wrong : { ...wrong, until: "a date and a time are expected" };
    },
    save: async (typed) => {
      await askWaiver({ pilot, item: view.item.id }, AskWaiver.parse(asked(typed)));
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { typed } = state.edit;
  const field = (name: keyof Form) => ({
    id: `waiver-${name}`,
    value: typed[name],
    wrong: state.wrong[name],
    onType: (value: string) => state.put({ [name]: value }),
  });
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label="Ask for a waiver"
      act="Ask for the waiver"
      acting="Asking …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <AreaField {...field("why")} label="Why the launch can go without it" rows={2} />
      <TextField {...field("scope")} label="What it covers" size="wide" most={500} />
      <TextField {...field("until")} label="Until, by the site's clock" type="datetime-local" hint="at most 30 days" />
    </PlaceForm>
  );
}

/** Where the clock shows it twice, the first time. */
function untilOf(wall: string, timeZone: string): string {
  const found = instantOf(wall, timeZone);
  return found.kind === "no-time" ? "" : new Date(found.ms).toISOString();
}
