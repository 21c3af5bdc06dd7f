import type { CallKind, SaidStationAct } from "./calls.ts";
import { type ItemNames, type Parts, whatChanged } from "./fingerprint.ts";
import type { StationCall } from "./readiness-view.ts";

/** Which call of a station counts, out of everything that was called. */

/** The station's evidence as it is now. */
export type Evidence = { fingerprint: string; parts: Parts; names: ItemNames; now: number };

type Called = SaidStationAct & { act: Extract<SaidStationAct["act"], { do: "called" }> };

export const isGo = (call: CallKind) => call === "go" || call === "go-with-conditions";
/** A person has to lift it. */
export const holdsBack = (call: CallKind) => call === "hold" || call === "no-go";

/** The call that counts, or the newest where it has fallen; null when nobody has called. A NO-GO counts until a person lifts it, whatever
 *  was called after it; so does a HOLD; a GO only over the evidence of now. `acts`: of this station, in order. */
export function stationCall(acts: readonly SaidStationAct[], evidence: Evidence): StationCall | null {
  const called = acts.filter((said): said is Called => said.act.do === "called");
  const isLifted = ({ id }: Called) => acts.some(({ act }) => act.do === "lifted" && act.about === id);
  const stays = (kind: CallKind) => called.findLast((one) => one.act.call === kind && !isLifted(one));
  const counts = stays("no-go") ?? stays("hold") ?? called.at(-1);
  if (counts === undefined) return null;
  const moved = movedOf(counts, acts, evidence);
  const stands = !isLifted(counts) && (moved === null || !isGo(counts.act.call));
  return { ...viewOf(counts), moved, stands };
}

function viewOf({ id, act, byId, by, at }: Called): Omit<StationCall, "moved" | "stands"> {
  const { call, reason, conditions, fingerprint } = act;
  return { id, call, reason, conditions, byId, by, at, fingerprint };
}

/** When and how the evidence under a call moved: as it was recorded, or as it is seen just now. Abstaining holds over nothing. */
function movedOf({ id, act }: Called, acts: readonly SaidStationAct[], now: Evidence): StationCall["moved"] {
  for (const said of acts)
    if ((said.act.do === "voided" || said.act.do === "marked") && said.act.about === id)
      return { at: said.at, what: said.act.what };
  if (act.call === "abstain" || act.fingerprint === now.fingerprint) return null;
  return { at: now.now, what: whatChanged(act.parts, now.parts, now.names) };
}
