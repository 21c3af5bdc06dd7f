import type { Attended, Outcome } from "./acts.ts";
import type { Language } from "./language.ts";
import type { ModuleVersion, Operator } from "./module.ts";
import type { OperatorStanding, SessionState } from "./session-state.ts";
import type { Shown } from "./shown.ts";

/** What the doors answer about sessions. Times are ms since 1970. */

export type SessionLine = {
  id: string;
  number: number;
  /** "TS-031" */
  name: string;
  state: SessionState;
  module: { id: string; code: string; name: string; version: number };
  trainer: string;
  trainerId: string;
  place: string;
  plannedFrom: number;
  plannedTo: number;
  openedAt: number | null;
  closedAt: number | null;
  booked: number;
  present: number;
  /** Of both, operator and trainer. */
  signed: number;
};

type Said<T> = T & { act: string; by: string; at: number; amended: boolean };

export type SignatureView = {
  id: string;
  by: string;
  at: number;
  meaning: string;
  statement: string;
  sha256: string;
  language: Language;
  onPaper: { file: string; signedOn: string } | null;
  /** By the device's clock, where it was signed without the server. */
  sealedAt: number | null;
  /** False: what is written now was amended since, and needs signing again. */
  covers: boolean;
};

export type SessionOperator = {
  operator: Operator;
  hasPin: boolean;
  isLocked: boolean;
  standing: OperatorStanding;
  attended: Said<Attended> | null;
  /** In the order of the module's steps; null where nothing was said yet. */
  steps: readonly { id: string; said: Said<{ outcome: Outcome }> | null }[];
  notes: readonly Said<{ text: string }>[];
  operatorSigned: SignatureView | null;
  trainerSigned: SignatureView | null;
  declined: { reason: string; at: number } | null;
  withdrawn: readonly {
    signature: SignatureView;
    as: "operator" | "trainer";
    by: string;
    at: number;
    reason: string;
  }[];
  amendments: readonly { about: string; was: string; is: string; reason: string; by: string; at: number }[];
};

/** What came from a kiosk and did not become a signature: the trainer has to see to it. */
export type ArrivalTrouble = { id: string; operatorId: string | null; kind: string; result: string; at: number };

export type SessionView = SessionLine & {
  moduleVersion: ModuleVersion;
  operators: readonly SessionOperator[];
  /** Said about the session: opened, taken over, notes, closed. */
  happened: readonly { id: string; what: string; by: string; at: number }[];
  troubles: readonly ArrivalTrouble[];
  kiosks: readonly { id: string; openedBy: string; openedAt: number; lastSeenAt: number }[];
  version: number;
};

/** What stands above the trainer's button, for everybody who waits for it. */
export type ToSignAsTrainer = {
  operators: readonly { operatorId: string; shown: Shown; sha256: string }[];
};
