"use client";

import { instantOf, wallTimeAt } from "#lib/pilots/core/site-zone.ts";
import { ChoiceField, TextField } from "../../pilots/fields.tsx";

/** When and where a session is: shared by planning and changing. */

export type PlanTyped = { moduleId: string; place: string; from: string; to: string; operators: readonly string[] };

/** Ms since 1970, by the site's clock; null where it is no time, or one that clocks skip. */
function momentOf(wall: string, timeZone: string): number | null {
  const found = instantOf(wall, timeZone);
  return found.kind === "once" || found.kind === "twice" ? found.ms : null;
}

/** As it is sent; empty where it is no time. */
export function isoOf(wall: string, timeZone: string): string {
  const ms = momentOf(wall, timeZone);
  return ms === null ? "" : new Date(ms).toISOString();
}

/** By field. */
export function wrongPlan({ moduleId, place, from, to }: PlanTyped, timeZone: string): Record<string, string> {
  const wrong: Record<string, string> = {};
  if (moduleId === "") wrong["moduleId"] = "choose the module";
  if (place.trim() === "") wrong["place"] = "say where, such as hall 2, training table";
  const [begins, ends] = [momentOf(from, timeZone), momentOf(to, timeZone)];
  if (begins === null) wrong["from"] = "a date and a time are expected";
  if (ends === null) wrong["to"] = "a date and a time are expected";
  else if (begins !== null && ends <= begins) wrong["to"] = "it ends before it begins";
  return wrong;
}

/** The end that the module's length gives. */
export function endOf(from: string, minutes: number, timeZone: string): string {
  const begins = momentOf(from, timeZone);
  return begins === null ? "" : wallTimeAt(begins + minutes * 60_000, timeZone);
}

type Choice = readonly [id: string, text: string];

type Props = {
  typed: PlanTyped;
  wrong: Readonly<Record<string, string>>;
  modules: readonly Choice[];
  zone: string;
  put(part: Partial<PlanTyped>): void;
};

export function PlanFields({ typed, wrong, modules, zone, put }: Props) {
  const field = (name: "moduleId" | "place" | "from" | "to") => ({
    id: `plan-${name}`,
    value: typed[name],
    wrong: wrong[name],
    onType: (value: string) => put({ [name]: value }),
  });
  return (
    <>
      <ChoiceField {...field("moduleId")} size="middle" label="Module" options={modules} />
      <TextField {...field("place")} label="Place" most={120} hint="such as hall 2, training table" />
      <TextField {...field("from")} type="datetime-local" label={`From, ${zone}`} />
      <TextField
        {...field("to")}
        type="datetime-local"
        label={`To, ${zone}`}
        hint="filled in from the module’s length"
      />
    </>
  );
}
