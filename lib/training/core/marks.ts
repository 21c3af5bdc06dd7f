import { canonicalJson } from "../../platform/core/chain.ts";
import type { Amendable, SaidTrainingAct, TrainingAct } from "./acts.ts";
import { isSigned, operatorState } from "./session-state.ts";

/** What a trainer marks about an operator. `id`: the device's own. */
export type Mark = { id: string; operatorId: string; act: Amendable };
type Placed = { id: string; sessionId: string; operatorId: string | null; act: TrainingAct };

/** Whether an act with a mark's id is the mark: it was sent before. */
export function isSameMark(mark: Mark, placed: Placed, sessionId: string): boolean {
  const { operatorId, act } = placed;
  return (
    placed.sessionId === sessionId && operatorId === mark.operatorId && canonicalJson(act) === canonicalJson(mark.act)
  );
}

/** Ids of the operators whose marks would change what somebody signed. A note changes nothing of it. */
export function signedAmong(marks: readonly Mark[], acts: readonly SaidTrainingAct[]): string[] {
  const ids = new Set(marks.filter(({ act }) => act.do !== "noted").map(({ operatorId }) => operatorId));
  return [...ids].filter((id) => isSigned(operatorState(acts, id)));
}

/** Whether an outcome is of a step that the version does not have. */
export function hasOtherStep(said: readonly Amendable[], steps: readonly { id: string }[]): boolean {
  return said.some((act) => act.do === "outcome" && !steps.some(({ id }) => id === act.step));
}
