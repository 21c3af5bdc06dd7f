import type { Language, Texts } from "./language.ts";
import type { OperatorStanding, SessionState } from "./session-state.ts";
import type { Shown } from "./shown.ts";

/** What passes between a tablet and the server. Times are ms since 1970; `now` and `…At` by the server's clock unless it says otherwise. */

/** What stands above the button, and the SHA-256, hex, of its one text. */
export type ToSign = { shown: Shown; sha256: string };
/** All null where nothing can be signed now. */
export type ShownByLanguage = Readonly<Record<Language, ToSign | null>>;

export type KioskOperator = {
  id: string;
  badge: string;
  name: string;
  /** Empty: none. */
  shift: string;
  language: Language;
  standing: OperatorStanding;
  /** How many steps have an outcome, of how many. */
  stepsSaid: number;
  steps: number;
  hasPin: boolean;
  isLocked: boolean;
  /** Wrong PINs until the operator is locked; of one who is locked, 0. */
  triesLeft: number;
  /** To this operator. */
  shown: ShownByLanguage;
  /** When each hand signed what is written now; null: has not. */
  operatorSignedAt: number | null;
  trainerSignedAt: number | null;
};

export type ToSignFor = { operatorId: string; shown: ShownByLanguage };

export type KioskView = {
  now: number;
  kiosk: { id: string; openedBy: string };
  pilot: { name: string; site: string; timeZone: string };
  session: {
    id: string;
    /** "TS-031" */
    name: string;
    state: SessionState;
    place: string;
    plannedFrom: number;
    plannedTo: number;
    openedAt: number | null;
  };
  module: { code: string; name: Texts; version: number };
  languages: readonly Language[];
  /** What the tablet seals for: a raw point on P-256 (65 bytes) in base64url. */
  sealing: { key: number; publicKey: string };
  /** The session's trainer, and whom they can sign for now. */
  /** `afterOperator`: those for whom the trainer can sign once the operator's own signature has arrived; a tablet without network seals both, one after
   *  the other. */
  trainer: { name: string; toSign: readonly ToSignFor[]; afterOperator: readonly ToSignFor[] };
  operators: readonly KioskOperator[];
};

/** Base64url: `ephemeral` a raw point on P-256, `iv` 12 bytes, `text` the cipher text with its tag of 16 bytes. `key`: which key it is for. */
export type Sealed = { key: number; ephemeral: string; iv: string; text: string };

/** What was signed, of whom. */
export type Signs = { operatorId: string; sha256: string };

/** What a tablet seals and sends. `id`: the device's own UUID. `sealedAt` by the device's clock. Sealed in it, as JSON: `{"pin"}` of pin-set and
 *  signed, `{"reason"}` of declined, `{"password"}` of trainer-signed. */
export type ArrivalHead =
  | { kind: "pin-set"; id: string; operatorId: string }
  | { kind: "declined"; id: string; operatorId: string }
  | ({ kind: "signed"; id: string } & Signs)
  | { kind: "trainer-signed"; id: string; signs: readonly Signs[] };
export type Arrival = ArrivalHead & { language: Language; sealedAt: number; wasOffline: boolean; sealed: Sealed };

/** What became of it. All but device-waits are final: the same id gets the same answer for ever. */
const arrivalResults = [
  "signed",
  "pin-set",
  "declined",
  /** `triesLeft` says how many are left. */
  "pin-wrong",
  /** Five wrong PINs, this one perhaps the fifth; until a trainer unlocks. */
  "locked",
  "pin-not-set",
  "pin-already-set",
  "pin-trivial",
  /** What is written is no longer what was shown, or can no longer be signed. */
  "content-changed",
  "already-signed",
  /** Closed, called off, or not opened. */
  "session-closed",
  /** The operator is not booked in the session, or was removed. */
  "not-in-session",
  /** Of trainer-signed. */
  "password-wrong",
  /** Not judged and not counted: too many wrong ones on this tablet. Send the same id again after `waitMinutes`, or open the kiosk anew. */
  "device-waits",
  /** Sealed for a key that is not there, or changed on its way. */
  "not-opened",
  /** The id came before with something else. */
  "id-used",
] as const;
export type ArrivalResult = (typeof arrivalResults)[number];

export type ArrivalAnswer = {
  id: string;
  result: ArrivalResult;
  /** Of pin-wrong and locked: the operator's tries left now. */
  triesLeft: number | null;
  /** Of device-waits. */
  waitMinutes: number | null;
  /** Of trainer-signed that was not refused as a whole: what became of each. `signed` where at least one was. */
  operators: readonly {
    operatorId: string;
    result: "signed" | "content-changed" | "already-signed" | "not-in-session";
  }[];
};
