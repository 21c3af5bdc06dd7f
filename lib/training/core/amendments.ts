import type { Amendable, SaidTrainingAct, TrainingAct } from "./acts.ts";
import type { OperatorState } from "./session-state.ts";

/** What an amendment changes, and what it may not. */

/** What stands now in the place of the act `about`; null where another act stands there. */
export function standingIn(state: OperatorState, about: string): Amendable | null {
  const { attended, outcomes, notes } = state;
  if (attended?.act === about) return { do: "attended", is: attended.is, minutes: attended.minutes };
  for (const [step, said] of outcomes) if (said.act === about) return { do: "outcome", step, outcome: said.outcome };
  const note = notes.find(({ act }) => act === about);
  return note === undefined ? null : { do: "noted", text: note.text };
}

/** Whether both speak of the same: attendance, the same step, or a note. */
export function isAboutSame(one: Amendable, other: Amendable): boolean {
  if (one.do === "outcome" && other.do === "outcome") return one.step === other.step;
  return one.do === other.do;
}

/** What stood there before each amendment of an operator, by the amendment's id. */
export function amendedFrom(acts: readonly SaidTrainingAct[], operatorId: string): Map<string, Amendable> {
  const now = new Map<string, Amendable>();
  const was = new Map<string, Amendable>();
  for (const said of acts) {
    if (said.operatorId !== operatorId) continue;
    const { act, id } = said;
    if (isAmendable(act)) now.set(id, act);
    if (act.do !== "amended") continue;
    const before = now.get(act.about);
    if (before !== undefined) was.set(id, before);
    now.set(act.about, act.to);
  }
  return was;
}

export function isAmendable(act: TrainingAct): act is Amendable {
  return act.do === "attended" || act.do === "outcome" || act.do === "noted";
}
