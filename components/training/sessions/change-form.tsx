"use client";

import { useQueryClient } from "@tanstack/react-query";
import { zoneWord } from "#lib/pilots/core/place-text.ts";
import { wallTimeAt } from "#lib/pilots/core/site-zone.ts";
import { changeSession, sessionQuery } from "#lib/training/browser/sessions-query.ts";
import type { SessionView } from "#lib/training/core/training-view.ts";
import { PlaceForm, TextField } from "../../pilots/fields.tsx";
import { savedHint, useEdit } from "../../pilots/use-edit.ts";
import { isoOf, wrongPlan } from "./plan-fields.tsx";
import type { FormProps } from "./session-acts.tsx";
import { useSessionAgain } from "./use-session-act.ts";

type Typed = { place: string; from: string; to: string };

function shownOf({ place, plannedFrom, plannedTo, version }: SessionView, timeZone: string) {
  const wall = (ms: number) => wallTimeAt(ms, timeZone);
  return { form: { place, from: wall(plannedFrom), to: wall(plannedTo) }, version };
}

/** Where and when; the module stays. */
export function ChangeForm({ place, view, onClose }: FormProps) {
  const { pilot, number, timeZone } = place;
  const client = useQueryClient();
  const again = useSessionAgain(pilot);
  const state = useEdit<Typed>({
    place: `${pilot}.session.${number}.change`,
    shown: shownOf(view, timeZone),
    check: (typed) => wrongPlan({ ...typed, moduleId: view.module.id, operators: [] }, timeZone),
    save: async ({ place: where, from, to }, version) => {
      const times = { plannedFrom: isoOf(from, timeZone), plannedTo: isoOf(to, timeZone) };
      await changeSession({ pilot, session: number }, { place: where.trim(), ...times, version });
      await again();
      onClose();
    },
    readAgain: async () => shownOf(await client.fetchQuery({ ...sessionQuery(pilot, number), staleTime: 0 }), timeZone),
    begins: "at once",
  });
  const { edit } = state;
  if (edit === null) return null;
  const cancel = () => {
    state.cancel();
    onClose();
  };
  const zone = zoneWord(view.plannedFrom, timeZone);
  const field = (name: keyof Typed) => ({
    id: `change-${name}`,
    value: edit.typed[name],
    wrong: state.wrong[name],
    hint: savedHint(edit, name),
    onType: (value: string) => state.put({ [name]: value }),
  });
  return (
    <PlaceForm
      label="Change the session"
      act="Save"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <TextField {...field("place")} label="Place" most={120} />
      <TextField {...field("from")} type="datetime-local" label={`From, ${zone}`} />
      <TextField {...field("to")} type="datetime-local" label={`To, ${zone}`} />
    </PlaceForm>
  );
}
