import { findPilotById, lockPilot } from "../pilots/store.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { ToSign } from "./core/kiosk-view.ts";
import type { Language } from "./core/language.ts";
import { type OperatorState, operatorState, sessionState } from "./core/session-state.ts";
import { sessionName } from "./core/shown-of.ts";
import type { HeldSession } from "./hold-session.ts";
import { actsOfSession } from "./store-acts.ts";
import { operatorOf } from "./store-operators.ts";
import { type Booked, bookedIn, findSessionById } from "./store-sessions.ts";
import { hashOfShown, shownIn } from "./to-sign.ts";

/** The session that a tablet is handed round in, with all that was said in it. */
export type KioskPlace = HeldSession & { booked: readonly Booked[] };
type Whose = { pilotId: string; sessionId: string };

export async function readPlace(db: Database | Tx, { pilotId, sessionId }: Whose): Promise<KioskPlace> {
  const pilot = await findPilotById(db, pilotId);
  const taught = await findSessionById(db, sessionId);
  if (pilot === null || taught === null) throw new Error(`The session ${sessionId} of a kiosk is gone.`);
  const [booked, acts] = [await bookedIn(db, sessionId), await actsOfSession(db, sessionId)];
  const name = sessionName(taught.session.number);
  return { pilot, ...taught, booked, acts, state: sessionState(acts), name };
}

/** The pilot's row is held to the commit: nothing that decides about a signature changes meanwhile. */
export async function holdPlace(tx: Tx, whose: Whose): Promise<KioskPlace> {
  const pilot = await findPilotById(tx, whose.pilotId);
  if (pilot !== null) await lockPilot(tx, pilot.slug);
  return readPlace(tx, whose);
}

/** Whether anything may be signed in it now. */
export function takesSignatures({ pilot, state }: KioskPlace): boolean {
  return pilot.archivedAt === null && state === "open";
}

/** Who is booked and was not removed. */
export function bookedOperator({ booked }: KioskPlace, id: string): Booked | null {
  return booked.find(({ operator }) => operator.id === id && operator.removedAt === null) ?? null;
}

export function stateIn({ acts }: KioskPlace, operatorId: string): OperatorState {
  return operatorState(acts, operatorId);
}

type Asked = { booked: Booked; as: "operator" | "trainer"; language: Language };

/** What stands above the button for them now, with its hash; null where nothing can be signed. */
export function toSign(place: KioskPlace, { booked, as, language }: Asked): ToSign | null {
  const shown = shownIn(place, { as, language, operator: operatorOf(booked.operator) });
  return shown === null ? null : { shown, sha256: hashOfShown(shown) };
}
