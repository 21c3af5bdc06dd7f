import type { PilotRow } from "../pilots/store.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { SaidTrainingAct } from "./core/acts.ts";
import { type SessionState, sessionState } from "./core/session-state.ts";
import { sessionName } from "./core/shown-of.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import { actsOfSession } from "./store-acts.ts";
import { findSession, type TaughtSession } from "./store-sessions.ts";

export type SessionAsked = { pilot: string; session: number };
export type HeldSession = TaughtSession & {
  pilot: PilotRow;
  acts: readonly SaidTrainingAct[];
  state: SessionState;
  /** "TS-031" */
  name: string;
};
export type HoldRefusals = PilotRefusals | "session-not-found";

/** A session with all that was said in it. The pilot's row is held to the commit: what is done comes one after the other. */
export async function holdSession(
  tx: Tx,
  { pilot: slug, session: number }: SessionAsked,
): Promise<({ ok: true } & HeldSession) | Refused<HoldRefusals>> {
  const found = await openTraining(tx, slug);
  if (!found.ok) return found;
  const taught = await findSession(tx, found.pilot.id, number);
  if (taught === null) return refuse("session-not-found");
  const acts = await actsOfSession(tx, taught.session.id);
  return { ok: true, pilot: found.pilot, ...taught, acts, state: sessionState(acts), name: sessionName(number) };
}

const is: Readonly<Record<SessionState, string>> = {
  planned: "was not opened yet",
  open: "is open",
  closed: "is closed",
  "called-off": "was called off",
};

/** Refuses a session that is in none of these states. */
export function onlyIn<Kind extends string>(
  { state, name }: HeldSession,
  states: readonly SessionState[],
  refusal: Kind,
): Refused<Kind> | null {
  return states.includes(state) ? null : refuse(refusal, { says: { session: name, is: is[state] } });
}
