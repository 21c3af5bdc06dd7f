import type { NeededItem, StationCall, StationState } from "./readiness-view.ts";
import { holdsBack } from "./standing-call.ts";

/** A station's state: the first that matches, in the order NO-GO, STALE, HOLD, NOT POLLED, WAIVED, GO. */

export type StationSeen = {
  /** The needed ones. */
  items: readonly NeededItem[];
  call: StationCall | null;
  /** Nothing was heard of the keeper for 5 s. */
  keeperSilent: boolean;
};

/** What makes a state, so that a sentence can say it. `items`: those it is about. */
export type Because = {
  state: StationState;
  why: "called" | "killer" | "expired" | "silent" | "empty" | "items" | "uncalled" | "waived" | "good";
  items: readonly NeededItem[];
};

export function stationState(seen: StationSeen): Because {
  return noGo(seen) ?? stale(seen) ?? hold(seen) ?? called(seen);
}

function noGo({ items, call }: StationSeen): Because | null {
  const killers = items.filter(({ isKiller, standing }) => isKiller && standing.kind === "failed");
  if (call?.stands && call.call === "no-go") return { state: "NO-GO", why: "called", items: killers };
  return killers.length > 0 ? { state: "NO-GO", why: "killer", items: killers } : null;
}

/** A waived item needs no source. */
function stale({ items, keeperSilent }: StationSeen): Because | null {
  const expired = items.filter(({ standing }) => standing.kind === "stale");
  if (expired.length > 0) return { state: "STALE", why: "expired", items: expired };
  const silent = items.filter(({ isProbe, standing }) => keeperSilent && isProbe && standing.kind !== "waived");
  return silent.length > 0 ? { state: "STALE", why: "silent", items: silent } : null;
}

const order = ["failed", "inconclusive", "open", "running"];

function hold({ items, call }: StationSeen): Because | null {
  if (items.length === 0 && !(call?.stands && call.call === "hold")) return { state: "HOLD", why: "empty", items };
  if (call?.stands && holdsBack(call.call)) return { state: "HOLD", why: "called", items };
  const bad = items.filter(({ standing }) => order.includes(standing.kind));
  if (bad.length === 0) return null;
  const rank = ({ standing, isKiller }: NeededItem) => order.indexOf(standing.kind) - (isKiller ? 0.5 : 0);
  return { state: "HOLD", why: "items", items: [...bad].sort((a, b) => rank(a) - rank(b)) };
}

function called({ items, call }: StationSeen): Because {
  if (!call?.stands || call.call === "abstain") return { state: "NOT POLLED", why: "uncalled", items };
  const waived = items.filter(({ standing }) => standing.kind === "waived");
  return waived.length > 0 ? { state: "WAIVED", why: "waived", items: waived } : { state: "GO", why: "good", items };
}
