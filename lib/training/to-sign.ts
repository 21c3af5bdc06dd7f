import { createHash } from "node:crypto";
import type { SaidTrainingAct } from "./core/acts.ts";
import type { Language } from "./core/language.ts";
import type { Operator, TrainingModule } from "./core/module.ts";
import { covers, operatorState } from "./core/session-state.ts";
import { type Shown, shownText } from "./core/shown.ts";
import { sessionName, shownOf } from "./core/shown-of.ts";
import type { SessionRow } from "./store-sessions.ts";

/** What stands above a button now, with its hash. */

export type ToSign = { operatorId: string; shown: Shown; sha256: string };
type Place = { session: SessionRow; module: TrainingModule; acts: readonly SaidTrainingAct[] };
type Whose = { as: "operator" | "trainer"; language: Language; operator: Operator };

/** SHA-256, hex. */
export function hashOfShown(shown: Shown): string {
  return createHash("sha256").update(shownText(shown)).digest("hex");
}

/** Null where nothing can be signed. */
export function shownIn({ session, module, acts }: Place, whose: Whose): Shown | null {
  const { id, number, place, trainer, openedAt } = session;
  return shownOf({
    ...whose,
    module,
    session: { id, name: sessionName(number), place, trainer, startedAt: openedAt?.getTime() ?? null },
    state: operatorState(acts, whose.operator.id),
  });
}

/** To the trainer: of those who signed what is written now, and for whom the trainer has not. */
export function toSignAsTrainer(place: Place, operators: readonly Operator[], language: Language): ToSign[] {
  return operators.flatMap((operator) => {
    const state = operatorState(place.acts, operator.id);
    if (!covers(state.operatorSigned, state) || covers(state.trainerSigned, state)) return [];
    const shown = shownIn(place, { as: "trainer", language, operator });
    return shown === null ? [] : [{ operatorId: operator.id, shown, sha256: hashOfShown(shown) }];
  });
}
