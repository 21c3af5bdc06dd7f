import type { Language } from "./language.ts";
import type { Shown } from "./shown.ts";

/** What was said and done in a session. Acts are only ever added; where an operator stands is computed from them. */

export const outcomes = ["alone", "helped", "not-shown"] as const;
export type Outcome = (typeof outcomes)[number];

export const attendances = ["present", "late", "left-early", "absent"] as const;
export type Attendance = (typeof attendances)[number];
/** `minutes`: how late, or how long before the end; null where nobody said, and of the others. */
export type Attended = { is: Attendance; minutes: number | null };

/** On paper, entered afterwards: the photo shows the sheet with both hands' signatures. `signedOn`: day of the site's calendar. */
export type Paper = { file: string; signedOn: string };

/** About one operator. `key`: of the kiosk. `sealedAt` in ms since 1970 by the device's clock, null when it was signed with the server at hand. */
export type OperatorAct =
  | ({ do: "attended" } & Attended)
  /** `step`: id of a step of the session's module version. */
  | { do: "outcome"; step: string; outcome: Outcome }
  | { do: "noted"; text: string }
  | SignedAct
  /** The operator does not agree with what is written. */
  | { do: "declined"; reason: string; kiosk: string | null }
  /** Stands beside the original. `about`: the id of the act that it corrects. */
  | { do: "amended"; about: string; to: Amendable; reason: string }
  /** Takes a signature back. `about`: the id of the signature. */
  | { do: "withdrawn"; about: string; reason: string };

export type Amendable =
  | ({ do: "attended" } & Attended)
  | { do: "outcome"; step: string; outcome: Outcome }
  | { do: "noted"; text: string };

export type SignedAct = {
  do: "signed";
  as: "operator" | "trainer";
  /** Exactly what was shown above the button, its meaning included. */
  shown: Shown;
  /** SHA-256, hex, of `shownText(shown)`. */
  sha256: string;
  language: Language;
  /** Id of the kiosk it was signed on; null in the console and on paper. */
  kiosk: string | null;
  sealedAt: number | null;
  paper: Paper | null;
};

/** About the session as a whole. */
export type SessionAct =
  | { do: "opened" }
  /** From one trainer to another. */
  | { do: "taken-over"; from: string; reason: string }
  | { do: "said"; text: string }
  | { do: "closed"; says: string }
  | { do: "reopened"; reason: string }
  | { do: "called-off"; reason: string };

export type TrainingAct = OperatorAct | SessionAct;

/** `at` in ms since 1970, by the server's clock. `operatorId` null: about the session. */
export type SaidTrainingAct = {
  id: string;
  operatorId: string | null;
  act: TrainingAct;
  byId: string;
  by: string;
  at: number;
};
