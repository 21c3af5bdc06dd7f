import type { RecompareView } from "./core/shadow-view.ts";
import type { RecompareRow } from "./store.ts";

export function recompareView(row: RecompareRow | null): RecompareView | null {
  if (row === null) return null;
  const { version, total, done, changed, endedAt } = row;
  return { version, total, done, changed, ended: endedAt !== null };
}
