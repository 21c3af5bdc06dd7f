/** Which pilots' streams a browser keeps open. HTTP/1.1 gives a browser six connections to a host; pages need some of them. */

const mostStreams = 3;

export type PlannedTab = {
  pilot: string;
  visible: boolean /** Since when it is visible, or hidden. */;
  sinceMs: number;
};
export type Place = "open" | "paused" | "full";

type Wish = { pilot: string; visible: boolean; sinceMs: number };

/** A place for each pilot that has a tab. Visible ones come first, those visible longest before others; of the hidden ones, the one hidden
 *  longest gives way first. A pilot is visible when one of its tabs is. */
export function planStreams(tabs: readonly PlannedTab[]): Map<string, Place> {
  const wishes = new Map<string, Wish>();
  for (const tab of tabs) wishes.set(tab.pilot, together(wishes.get(tab.pilot), tab));
  const ranked = [...wishes.values()].sort(byRank);
  return new Map(ranked.map(({ pilot, visible }, rank) => [pilot, placeOf(visible, rank)]));
}

function placeOf(visible: boolean, rank: number): Place {
  if (rank < mostStreams) return "open";
  return visible ? "full" : "paused";
}

function together(wish: Wish | undefined, tab: PlannedTab): Wish {
  if (wish === undefined || (tab.visible && !wish.visible)) return { ...tab };
  if (wish.visible && !tab.visible) return wish;
  const sinceMs = wish.visible ? Math.min(wish.sinceMs, tab.sinceMs) : Math.max(wish.sinceMs, tab.sinceMs);
  return { ...wish, sinceMs };
}

function byRank(one: Wish, other: Wish): number {
  if (one.visible !== other.visible) return one.visible ? -1 : 1;
  const longest = one.visible ? one.sinceMs - other.sinceMs : other.sinceMs - one.sinceMs;
  return longest || one.pilot.localeCompare(other.pilot);
}
