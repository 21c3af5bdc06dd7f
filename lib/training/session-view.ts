import type { SaidTrainingAct } from "./core/acts.ts";
import { amendedFrom } from "./core/amendments.ts";
import { textIn } from "./core/language.ts";
import type { Operator } from "./core/module.ts";
import { actText, amendableText } from "./core/record/say-record.ts";
import {
  covers,
  type OperatorState,
  operatorStanding,
  operatorState,
  type Signature,
  sessionState,
} from "./core/session-state.ts";
import { sessionName } from "./core/shown-of.ts";
import type { SessionLine, SessionOperator, SessionView, SignatureView } from "./core/training-view.ts";
import { operatorOf } from "./store-operators.ts";
import type { Booked, TaughtSession } from "./store-sessions.ts";

/** A session and its operators as the doors answer them. */

type Acts = readonly SaidTrainingAct[];
type Seen = { taught: TaughtSession; acts: Acts; operatorIds: readonly string[] };

/** Acts about each operator, in their order. */
export function actsByOperator(acts: Acts): Map<string, SaidTrainingAct[]> {
  const byOperator = new Map<string, SaidTrainingAct[]>();
  for (const said of acts) {
    if (said.operatorId === null) continue;
    const own = byOperator.get(said.operatorId);
    if (own) own.push(said);
    else byOperator.set(said.operatorId, [said]);
  }
  return byOperator;
}

export function sessionLine({ taught: { session, module }, acts, operatorIds }: Seen): SessionLine {
  const { id, number, trainer, trainerId, place, plannedFrom, plannedTo, openedAt, closedAt } = session;
  const { version } = module;
  const byOperator = actsByOperator(acts);
  const states = operatorIds.map((operatorId) => operatorState(byOperator.get(operatorId) ?? [], operatorId));
  return {
    ...{ id, number, name: sessionName(number), state: sessionState(acts), trainer, trainerId, place },
    module: { id: module.id, code: module.code, name: textIn(version.name, "en"), version: version.number },
    ...{ plannedFrom: plannedFrom.getTime(), plannedTo: plannedTo.getTime() },
    ...{ openedAt: openedAt?.getTime() ?? null, closedAt: closedAt?.getTime() ?? null },
    booked: operatorIds.length,
    present: states.filter(({ attended }) => attended !== null && attended.is !== "absent").length,
    signed: states.filter((state) => operatorStanding(state, version.steps) === "signed").length,
  };
}

/** `acts`: about this operator. */
export function operatorSeen(
  { operator: row, hasPin, isLocked }: Booked,
  acts: Acts,
  steps: SessionView["moduleVersion"]["steps"],
): SessionOperator {
  const operator = operatorOf(row);
  const state = operatorState(acts, operator.id);
  const { attended, outcomes, notes, operatorSigned, trainerSigned, declined } = state;
  return {
    ...{ operator, hasPin, isLocked, standing: operatorStanding(state, steps), attended, notes, declined },
    steps: steps.map(({ id }) => ({ id, said: outcomes.get(id) ?? null })),
    operatorSigned: signatureSeen(operatorSigned, state),
    trainerSigned: signatureSeen(trainerSigned, state),
    withdrawn: state.withdrawn.flatMap(({ signature, by, at, reason }) => {
      const seen = signatureSeen(signature, state);
      return seen === null ? [] : [{ signature: { ...seen, covers: false }, as: signature.act.as, by, at, reason }];
    }),
    amendments: amendmentsSeen(state, { acts, operator, steps }),
  };
}

function signatureSeen(signature: Signature | null, state: OperatorState): SignatureView | null {
  if (signature === null) return null;
  const { id, act, by, at } = signature;
  const { shown, sha256, language, paper, sealedAt } = act;
  const { meaning, statement } = shown;
  return {
    id,
    by,
    at,
    meaning,
    statement,
    sha256,
    language,
    onPaper: paper,
    sealedAt,
    covers: covers(signature, state),
  };
}

type Of = { acts: Acts; operator: Operator; steps: SessionView["moduleVersion"]["steps"] };

function amendmentsSeen({ amendments }: OperatorState, { acts, operator, steps }: Of): SessionOperator["amendments"] {
  const was = amendedFrom(acts, operator.id);
  return amendments.map(({ id, about, to, reason, by, at }) => ({
    ...{ about, was: amendableText(was.get(id) ?? null, steps), is: amendableText(to, steps), reason, by, at },
  }));
}

/** What was said about the session as a whole, oldest first. */
export function happenedIn(acts: Acts): SessionView["happened"] {
  return acts
    .filter(({ operatorId }) => operatorId === null)
    .map(({ id, act, by, at }) => ({ id, what: actText(act, []), by, at }));
}
