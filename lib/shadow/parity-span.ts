import type { WindowView } from "./core/shadow-view.ts";
import type { WindowRow } from "./store.ts";
import type { Span } from "./store-figures.ts";

/** The window that figures are about, for the counts and for the page. */
export function spanOf(pilotId: string, window: WindowRow | null): Span {
  return { pilotId, from: window?.from ?? null, to: window?.to ?? null };
}

export function windowView(window: WindowRow | null): WindowView | null {
  if (window === null) return null;
  const { from, to, version, why, by } = window;
  return { from: from.toISOString(), to: to?.toISOString() ?? null, version, why, by };
}
