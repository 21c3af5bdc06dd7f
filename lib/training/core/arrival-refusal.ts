import { isTrivialPin } from "./is-trivial-pin.ts";
import type { ArrivalAnswer, ArrivalResult } from "./kiosk-view.ts";
import { covers, type OperatorState } from "./session-state.ts";

/** Why something that a tablet sent is refused, before anybody looks whether its PIN or password is right. */

export type OperatorScene = {
  /** The session takes signatures now. */
  isOpen: boolean;
  /** Null: not booked in the session, or removed. */
  operator: {
    badge: string;
    state: OperatorState;
    /** Of what they would sign now; null: nothing. */
    sha256: string | null;
    pin: { isLocked: boolean } | null;
  } | null;
};

type Standing = OperatorScene["operator"];
type Sent =
  | { kind: "signed"; sha256: string; secret: { pin: string } }
  | { kind: "pin-set"; secret: { pin: string } }
  | { kind: "declined"; secret: { reason: string } };

export function arrivalRefusal({ isOpen, operator }: OperatorScene, sent: Sent): ArrivalResult | null {
  if (!isOpen) return "session-closed";
  if (operator === null) return "not-in-session";
  if (sent.kind === "pin-set") return pinSetRefusal(operator, sent.secret.pin);
  if (covers(operator.state.operatorSigned, operator.state)) return "already-signed";
  return sent.kind === "signed" ? signedRefusal(operator, sent.sha256) : null;
}

function pinSetRefusal({ pin, badge }: NonNullable<Standing>, typed: string): ArrivalResult | null {
  if (pin !== null) return "pin-already-set";
  return isTrivialPin(typed, badge) ? "pin-trivial" : null;
}

function signedRefusal({ pin, sha256 }: NonNullable<Standing>, signed: string): ArrivalResult | null {
  if (pin === null) return "pin-not-set";
  if (pin.isLocked) return "locked";
  return sha256 === signed ? null : "content-changed";
}

export type TrainerResult = ArrivalAnswer["operators"][number]["result"];

/** `sha256`: of what the trainer would sign for them now; null: nothing. `operator` null: not booked, or removed. */
export type TrainerScene = { operator: { state: OperatorState; sha256: string | null } | null; signed: string };

/** Of one operator whom the trainer signs for; null: can be signed. The trainer signs after the operator. */
export function trainerRefusal({ operator, signed }: TrainerScene): Exclude<TrainerResult, "signed"> | null {
  if (operator === null) return "not-in-session";
  const { state, sha256 } = operator;
  if (covers(state.trainerSigned, state)) return "already-signed";
  return covers(state.operatorSigned, state) && sha256 === signed ? null : "content-changed";
}

/** Of the whole, from what would become of each: nothing to sign is no reason to look at the password. */
export function trainerRefusals(isOpen: boolean, each: readonly (TrainerResult | null)[]): ArrivalResult | null {
  if (!isOpen) return "session-closed";
  if (each.includes(null)) return null;
  return each.every((one) => one === "already-signed") ? "already-signed" : "content-changed";
}
