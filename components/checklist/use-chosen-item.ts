"use client";

import { useCallback, useEffect } from "react";
import { useKeys } from "../ui/use-keys.ts";
import { askedOf } from "./checklist-address.ts";
import type { AskChecklist } from "./use-checklist-asked.ts";

export const paneTitleId = "item-title";
export const rowId = (item: string) => `check-${item}`;

type Ways = { ask: AskChecklist; filterId: string };

/** j and k go through the checks, Enter or a click goes into one, Escape comes back to its row. Answers how a check is gone into. */
export function useChosenItem(items: readonly { id: string }[], chosen: string | null, { ask, filterId }: Ways) {
  const move = (by: 1 | -1) => {
    // Where the address stands, not where the page does: a held key is faster than the page is drawn.
    const { item } = askedOf(new URLSearchParams(window.location.search));
    const at = items.findIndex(({ id }) => id === item);
    const next = items[at === -1 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    ask({ item: next.id }, "replace");
    focusRow(next.id);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    "/": () => document.getElementById(filterId)?.focus(),
    ...(chosen === null ? {} : { Escape: () => focusRow(chosen) }),
  });
  // Also of who comes by an address.
  useEffect(() => {
    if (chosen !== null) document.getElementById(rowId(chosen))?.closest("tr")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return useCallback(
    (item: string) => {
      ask({ item }, "replace");
      requestAnimationFrame(() => document.getElementById(paneTitleId)?.focus());
    },
    [ask],
  );
}

function focusRow(item: string): void {
  requestAnimationFrame(() => {
    const row = document.getElementById(rowId(item));
    row?.focus({ preventScroll: true });
    row?.closest("tr")?.scrollIntoView({ block: "nearest" });
  });
}
