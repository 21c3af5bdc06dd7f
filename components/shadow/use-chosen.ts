"use client";

import { useCallback } from "react";
import type { ListedGroup } from "#lib/shadow/core/shadow-view.ts";
import { useKeys } from "../ui/use-keys.ts";
import { paneTitleId } from "./group-pane.tsx";
import { focusFilter } from "./groups-bar.tsx";
import { focusRow } from "./groups-table.tsx";
import { askedOf, type ShadowAsked } from "./shadow-address.ts";

type Ask = (part: Partial<ShadowAsked>, step: "push" | "replace") => void;

/** j and k go through the groups, Enter or a click goes into one, Escape comes back to its row. Answers how a group is gone into. */
export function useChosen(groups: readonly ListedGroup[], chosen: number | null, ask: Ask): (group: number) => void {
  const move = (by: 1 | -1) => {
    // Where the address stands, not where the page does: a held key is faster than the page is drawn.
    const { group } = askedOf(new URLSearchParams(window.location.search));
    const at = groups.findIndex(({ number }) => number === group);
    const next = groups[at === -1 ? 0 : Math.min(groups.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    ask({ group: next.number }, "replace");
    focusRow(next.number);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    "/": focusFilter,
    ...(chosen === null ? {} : { Escape: () => focusRow(chosen) }),
  });
  return useCallback(
    (group: number) => {
      ask({ group }, "replace");
      requestAnimationFrame(() => document.getElementById(paneTitleId)?.focus());
    },
    [ask],
  );
}
