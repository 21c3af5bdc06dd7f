"use client";

import { useCallback } from "react";
import type { LogEntry } from "#lib/log/core/log-view.ts";
import { useKeys } from "../ui/use-keys.ts";
import { paneTitleId } from "./event-pane.tsx";
import { focusFilter } from "./log-bar.tsx";
import { focusRow } from "./log-table.tsx";
import type { Ask } from "./use-log-asked.ts";

/** j and k go through the entries, a click or Enter on the number goes into one, Escape comes back to its row. Answers how an entry is gone
 *  into. */
export function useChosenEntry(entries: readonly LogEntry[], chosen: number | null, ask: Ask): (entry: number) => void {
  const move = (by: 1 | -1) => {
    const at = entries.findIndex(({ sequence }) => sequence === chosen);
    const next = entries[at === -1 ? 0 : Math.min(entries.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    ask({ event: next.sequence }, "replace");
    focusRow(next.sequence);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    "/": focusFilter,
    n: () => ask({ before: undefined }, "push"),
    ...(chosen === null ? {} : { Escape: () => focusRow(chosen) }),
  });
  return useCallback(
    (entry: number) => {
      ask({ event: entry }, "replace");
      requestAnimationFrame(() => document.getElementById(paneTitleId)?.focus());
    },
    [ask],
  );
}
