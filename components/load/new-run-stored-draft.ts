"use client";

import { RunDraft } from "./run-draft.ts";

/** The draft in this browser's own storage, one a pilot: it outlives errors, sign-out and reload. A shape of another version is left out. */

const keyOf = (pilot: string) => `gantry.new-run.1.${pilot}`;
const mostCharacters = 400_000;

export function storedDraft(pilot: string): RunDraft | null {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(keyOf(pilot)) ?? "null");
    return RunDraft.nullable().catch(null).parse(kept);
  } catch {
    return null;
  }
}

/** Storage may be full or forbidden: then the draft lives as long as the page. */
export function storeDraft(pilot: string, draft: RunDraft): void {
  const text = JSON.stringify(draft);
  if (text.length > mostCharacters) return;
  try {
    window.localStorage.setItem(keyOf(pilot), text);
  } catch {
    return;
  }
}

export function forgetDraft(pilot: string): void {
  try {
    window.localStorage.removeItem(keyOf(pilot));
  } catch {
    return;
  }
}
