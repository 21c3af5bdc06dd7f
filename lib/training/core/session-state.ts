import type { Attendance, Attended, OperatorAct, Outcome, SaidTrainingAct, SessionAct, SignedAct } from "./acts.ts";

/** Where a session and each of its operators stand, from what was said. */

export type Signature = { id: string; act: SignedAct; byId: string; by: string; at: number };
type Amendment = {
  id: string;
  /** The act it corrects. */
  about: string;
  to: Extract<OperatorAct, { do: "amended" }>["to"];
  reason: string;
  by: string;
  at: number;
};

export type OperatorState = {
  /** Null: nobody has said yet. */
  attended: (Attended & { act: string; by: string; at: number; amended: boolean }) | null;
  /** By step id; a step that is not here has no outcome yet. */
  outcomes: ReadonlyMap<string, { outcome: Outcome; act: string; by: string; at: number; amended: boolean }>;
  notes: readonly { act: string; text: string; by: string; at: number; amended: boolean }[];
  /** The newest; null: none, or it was withdrawn. One that another followed does not come back. */
  operatorSigned: Signature | null;
  trainerSigned: Signature | null;
  /** Newest first: signatures taken back, with who and why. */
  withdrawn: readonly { signature: Signature; by: string; at: number; reason: string }[];
  declined: { reason: string; at: number } | null;
  amendments: readonly Amendment[];
};

/** Which state the operator is in, for lists. `ready`: may sign now. */
export type OperatorStanding =
  | "unsaid"
  | "absent"
  | "left-early"
  | "at-step"
  | "needs-help"
  | "ready"
  | "declined"
  | "operator-signed"
  | "signed";

const nothing: OperatorState = {
  attended: null,
  outcomes: new Map(),
  notes: [],
  operatorSigned: null,
  trainerSigned: null,
  withdrawn: [],
  declined: null,
  amendments: [],
};

/** Of one operator, from all acts of the session in the order in which they were said. */
export function operatorState(acts: readonly SaidTrainingAct[], operatorId: string): OperatorState {
  return acts.filter((one) => one.operatorId === operatorId).reduce(withAct, nothing);
}

function withAct(state: OperatorState, said: SaidTrainingAct): OperatorState {
  const { act, id, byId, by, at } = said;
  switch (act.do) {
    case "attended":
      return { ...state, attended: { is: act.is, minutes: act.minutes, act: id, by, at, amended: false } };
    case "outcome":
      return withOutcome(state, act.step, { outcome: act.outcome, act: id, by, at, amended: false });
    case "noted":
      return { ...state, notes: [...state.notes, { act: id, text: act.text, by, at, amended: false }] };
    case "signed":
      return withSignature(state, { id, act, byId, by, at });
    case "declined":
      return { ...state, declined: { reason: act.reason, at } };
    case "withdrawn":
      return withWithdrawal(state, act, { by, at });
    case "amended":
      return withAmendment(state, { id, about: act.about, to: act.to, reason: act.reason, by, at });
    default:
      return state;
  }
}

type OutcomeSaid = { outcome: Outcome; act: string; by: string; at: number; amended: boolean };

function withOutcome(state: OperatorState, step: string, said: OutcomeSaid): OperatorState {
  return { ...state, outcomes: new Map([...state.outcomes, [step, said]]) };
}

function withSignature(state: OperatorState, signature: Signature): OperatorState {
  if (signature.act.as === "trainer") return { ...state, trainerSigned: signature };
  return { ...state, operatorSigned: signature, declined: null };
}

function withWithdrawal(
  state: OperatorState,
  { about, reason }: { about: string; reason: string },
  { by, at }: { by: string; at: number },
): OperatorState {
  const signature = [state.operatorSigned, state.trainerSigned].find((one) => one?.id === about);
  if (!signature) return state;
  const side = signature.act.as === "operator" ? { operatorSigned: null } : { trainerSigned: null };
  return { ...state, ...side, withdrawn: [{ signature, by, at, reason }, ...state.withdrawn] };
}

function withAmendment(state: OperatorState, amendment: Amendment): OperatorState {
  const { to, about, by, at } = amendment;
  const beside = { ...state, amendments: [...state.amendments, amendment] };
  const said = { act: about, by, at, amended: true };
  if (to.do === "attended") return { ...beside, attended: { is: to.is, minutes: to.minutes, ...said } };
  if (to.do === "outcome") return withOutcome(beside, to.step, { outcome: to.outcome, ...said });
  return { ...beside, notes: state.notes.map((one) => (one.act === about ? { text: to.text, ...said } : one)) };
}

const wasThere: readonly Attendance[] = ["present", "late"];

/** Whether what is written now can be signed: there for the session, every step shown alone. */
export function isSignable({ attended, outcomes }: OperatorState, steps: readonly { id: string }[]): boolean {
  if (attended === null || !wasThere.includes(attended.is)) return false;
  return steps.length > 0 && steps.every(({ id }) => outcomes.get(id)?.outcome === "alone");
}

/** Whether a signature of either hand stands, one that covers what is written no more too: attendance and outcomes change by amendment only. */
export function isSigned({ operatorSigned, trainerSigned }: OperatorState): boolean {
  return operatorSigned !== null || trainerSigned !== null;
}

/** A signature covers what is written now: the same attendance and the same outcomes. One that does not stays on record and counts no more. */
export function covers(signature: Signature | null, state: OperatorState): boolean {
  if (signature === null || state.attended === null) return false;
  const { attended, steps } = signature.act.shown;
  if (attended.is !== state.attended.is || attended.minutes !== state.attended.minutes) return false;
  return steps.every(({ id, outcome }) => state.outcomes.get(id)?.outcome === outcome);
}

/** Where the operator stands in this session. Signed on paper counts as signed. */
export function operatorStanding(state: OperatorState, steps: readonly { id: string }[]): OperatorStanding {
  const { attended, outcomes, operatorSigned, trainerSigned, declined } = state;
  if (attended === null) return "unsaid";
  if (attended.is === "absent" || attended.is === "left-early") return attended.is;
  if (isSignable(state, steps)) {
    if (covers(operatorSigned, state)) return covers(trainerSigned, state) ? "signed" : "operator-signed";
    return declined === null ? "ready" : "declined";
  }
  return steps.some(({ id }) => !outcomes.has(id)) ? "at-step" : "needs-help";
}

export const sessionStates = ["planned", "open", "closed", "called-off"] as const;
export type SessionState = (typeof sessionStates)[number];

/** Where the session stands: from its own acts alone. */
export function sessionState(acts: readonly SaidTrainingAct[]): SessionState {
  return acts.reduce<SessionState>((state, { act }) => afterAct[act.do as SessionAct["do"]] ?? state, "planned");
}

const afterAct: Partial<Record<SessionAct["do"], SessionState>> = {
  opened: "open",
  closed: "closed",
  reopened: "open",
  "called-off": "called-off",
};
