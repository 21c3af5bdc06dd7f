import type { Step } from "#lib/launch/core/plan.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";

/** When a step is planned, with its day always; of the programme the day alone. */
export function plannedText({ plannedAt, part }: Step, timeZone: string): string {
  const text = momentText(plannedAt ?? 0, timeZone, 0).replace(/ \d{4}(?= )/, "");
  return part === "programme" ? text.replace(/ \d{2}:\d{2}$/, "") : text;
}
