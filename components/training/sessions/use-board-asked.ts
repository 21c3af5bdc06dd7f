"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import type { ColumnKey } from "./board-view.ts";

type Part = { column?: ColumnKey; operator?: string | null };
export type BoardAsked = {
  column: ColumnKey;
  /** Whose row is open. */
  operator: string | null;
  open(part: Part): void;
};

/** The open column and the open row stand in the address, so that a reload comes back to them. `first`: the column that is worked in first;
 *  it stays the same while the page is open, so that nothing moves under a finger. */
export function useBoardAsked(first: ColumnKey, columns: readonly ColumnKey[]): BoardAsked {
  const params = useSearchParams();
  const [begun] = useState(first);
  const asked = params.get("at");
  const column = asked !== null && columns.includes(asked) ? asked : begun;
  const open = useCallback((part: Part) => {
    const next = new URLSearchParams(window.location.search);
    if (part.column !== undefined) next.set("at", part.column);
    if (part.operator === null) next.delete("operator");
    else if (part.operator !== undefined) next.set("operator", part.operator);
    const search = next.toString();
    window.history.replaceState(null, "", `${window.location.pathname}${search === "" ? "" : `?${search}`}`);
  }, []);
  return { column, operator: params.get("operator"), open };
}
