import type { CallKind } from "./calls.ts";
import type { NeededItem, Station } from "./readiness-view.ts";
import { holdsBack, isGo } from "./standing-call.ts";

/** Who may call what, and when. */

export type Calling = {
  call: CallKind;
  /** The fingerprint that the caller saw. */
  seen: string;
  isOwner: boolean;
  isPollOpen: boolean;
  keeperSilent: boolean;
};
export type CallRefused =
  | "needs-station-owner"
  | "poll-not-open"
  | "call-to-lift"
  | "evidence-moved"
  | "station-not-ready";

/** Why this cannot be called; null when it can. HOLD and NO-GO are taken at any time and over any evidence: whoever stops a launch is not
 *  sent back to read first. */
export function refusedCall(calling: Calling, station: Station): CallRefused | null {
  const { call, seen, isOwner, isPollOpen, keeperSilent } = calling;
  if (!isOwner) return "needs-station-owner";
  if (!holdsBack(call) && !isPollOpen) return "poll-not-open";
  if (mustLiftFirst(call, station)) return "call-to-lift";
  if (!isGo(call)) return null;
  if (station.fingerprint !== seen) return "evidence-moved";
  return isReady(station.items, keeperSilent) ? null : "station-not-ready";
}

/** A HOLD may become a NO-GO; nothing else is called over what a person has to lift. */
function mustLiftFirst(call: CallKind, { call: now }: Station): boolean {
  if (!now?.stands || !holdsBack(now.call)) return false;
  return !(call === "no-go" && now.call === "hold");
}

/** Every item good or waived, and every source heard of. */
export function isReady(items: readonly NeededItem[], keeperSilent: boolean): boolean {
  const holds = ({ isProbe, standing: { kind } }: NeededItem) =>
    kind === "waived" || (kind === "good" && !(isProbe && keeperSilent));
  return items.length > 0 && items.every(holds);
}
