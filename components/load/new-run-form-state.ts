"use client";

import type { ObjectiveSetView } from "#lib/load/core/objective-set-view.ts";
import type { Environment } from "#lib/platform/core/environment.ts";
import type { DraftRead } from "./read-run-draft.ts";
import type { Filling, RunDraft } from "./run-draft.ts";

/** What every part of the form needs. */
export type RunForm = {
  pilot: string;
  draft: RunDraft;
  read: DraftRead;
  /** The pilot's sets of limits. */
  sets: readonly ObjectiveSetView[];
  /** The chosen target's; null while none is chosen. */
  environment: Environment | null;
  /** The sentence beside a field; undefined where nothing is wrong. */
  wrongAt(place: string): string | undefined;
  change(part: Partial<RunDraft>): void;
  /** Fills much of the form at once; can be undone. */
  fillFrom(filling: Filling): void;
};

/** Moves to a place of the form, or to the nearest that holds it. Fields carry their place as id. */
export function goTo(place: string): void {
  const element = document.getElementById(place);
  if (element === null) {
    const outer = place.replace(/\.?[^.]*$/, "");
    if (outer !== "") goTo(outer);
    return;
  }
  const field = element.matches("input, select, textarea, button, h2, [contenteditable=true]")
    ? element
    : element.querySelector<HTMLElement>("input:enabled, select, button");
  field?.focus();
  field?.scrollIntoView({ block: "nearest" });
}
