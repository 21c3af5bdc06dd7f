/** Who is trained in what: the matrix, its sums, and what launch reads of it. Times are ms since 1970. */

/** `signed`: by operator and trainer, for a version that counts, not expired. `due`: it was, and a newer version asks for it again; or a session
 *  is planned or under way. `not-needed`: none of the operator's roles asks for the module. */
export type CellKind = "signed" | "due" | "expired" | "not-attended" | "not-needed";

export type Cell = {
  kind: CellKind;
  /** Of the signature, or of the session that is planned. */
  at: number | null;
  /** When it stops to count. */
  expiresAt: number | null;
  /** When the next session begins in which the operator is booked for it. */
  nextAt: number | null;
  /** "due Mon", "with help, again Mon", "waits for the trainer": short, for the cell. */
  says: string;
  /** Where it is looked at. */
  sessionId: string | null;
};

export type CoverageRow = {
  operatorId: string;
  badge: string;
  name: string;
  shift: string;
  roles: readonly string[];
  isChampion: boolean;
  /** How many modules the operator's roles ask for; without one there is nothing to be ready with. */
  needed: number;
  /** At least one module is needed, and every one that is needed is signed. */
  isReady: boolean;
  /** In the order of `modules`. */
  cells: readonly Cell[];
};

/** `of`: who needs at least one module; `withoutNeed`: who needs none. */
export type ShiftCoverage = {
  /** Empty: of operators without a shift. */
  shift: string;
  ready: number;
  of: number;
  withoutNeed: number;
  champions: number;
  /** When it first works from the launch window's beginning on, or from now on where no window is set; null: never, by the calendar. */
  firstTurnAt: number | null;
  /** It works in the launch window. */
  countsForLaunch: boolean;
};

export type CoverageView = {
  /** For which moment it was asked: validity is judged then. */
  at: number;
  /** When it was asked, by the server's clock. */
  now: number;
  timeZone: string;
  /** The launch window's beginning; null: none is set. */
  launchAt: number | null;
  modules: readonly { id: string; code: string; name: string; version: number; minutes: number }[];
  rows: readonly CoverageRow[];
  shifts: readonly ShiftCoverage[];
  roles: readonly { role: string; ready: number; of: number }[];
};

/** `due`: operators who are not ready on launch day, of those on shift then; of all where the calendar names no such shift. */
export type TrainingDue = { due: number; of: number };
