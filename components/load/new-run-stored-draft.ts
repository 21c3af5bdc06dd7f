"use client";

import { RunDraft } from "./run-draft.ts";

/** The draft in this browser's own storage, one a slot (a pilot's form, or that of a run to repeat): it outlives errors, sign-out and reload. A shape of another version is left out. */

const keyOf = (slot: string) => `gantry.new-run.2.${slot}`;

/** A run to repeat has a slot of its own, so that what is typed in the plain form stays. */
export function slotOf(pilot: string, from: number | null): string {
  return from === null ? pilot : `${pilot}/from/${from}`;
}
const mostCharacters = 400_000;

export function storedDraft(slot: string): RunDraft | null {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(keyOf(slot)) ?? "null");
    return RunDraft.nullable().catch(null).parse(kept);
  } catch {
    return null;
  }
}

/** Of runs to repeat only the one that was changed last is kept: storage is small. */
function forgetOthers(slot: string): void {
  const [pilot, repeats] = slot.split("/");
  if (repeats === undefined) return;
  const others = Object.keys(window.localStorage).filter((key) => key.startsWith(`${keyOf(pilot ?? "")}/from/`));
  for (const key of others) if (key !== keyOf(slot)) window.localStorage.removeItem(key);
}

/** Storage may be full or forbidden: then the draft lives as long as the page. Files that are too large for it are kept by name alone. */
export function storeDraft(slot: string, draft: RunDraft): void {
  const whole = JSON.stringify(draft);
  const text = whole.length > mostCharacters ? JSON.stringify(withoutFiles(draft)) : whole;
  if (text.length > mostCharacters) return;
  try {
    forgetOthers(slot);
    window.localStorage.setItem(keyOf(slot), text);
  } catch {
    return;
  }
}

const withoutFiles = (draft: RunDraft): RunDraft => ({
  ...draft,
  files: draft.files.map(({ name }) => ({ name, text: null })),
});

export function forgetDraft(slot: string): void {
  try {
    window.localStorage.removeItem(keyOf(slot));
  } catch {
    return;
  }
}
