"use client";

import { z } from "zod";

/** What was typed and not saved, in this browser's own storage, one a scenario: it outlives errors, sign-out and reload. */

const Draft = z.object({
  text: z.string().max(400_000),
  /** The newest version when it was begun; null: a scenario that is not there yet. */
  basedOn: z.number().nullable(),
});
export type Draft = z.output<typeof Draft>;

/** Of a scenario by its id, and of the new one of a pilot. */
export const slotOf = (pilot: string, id: string | null) => `${pilot}/${id ?? "new"}`;
const keyOf = (slot: string) => `gantry.scenario.1.${slot}`;

export function storedDraft(slot: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(keyOf(slot)) ?? "null");
    return Draft.nullable().catch(null).parse(kept);
  } catch {
    return null;
  }
}

/** Null forgets it. Storage may be full or forbidden: then the draft lives as long as the page. */
export function storeDraft(slot: string, draft: Draft | null): void {
  try {
    if (draft === null) window.localStorage.removeItem(keyOf(slot));
    else window.localStorage.setItem(keyOf(slot), JSON.stringify(draft));
  } catch {
    return;
  }
}
