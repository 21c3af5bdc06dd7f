import type { Cell } from "./coverage-view.ts";
import type { OperatorStanding, SessionState } from "./session-state.ts";
import type { SiteDays } from "./site-days.ts";

/** Where one operator stands with one module. Times are ms since 1970. */

/** What one operator did in one session, or is booked for. */
export type Attempt = {
  operatorId: string;
  sessionId: string;
  moduleId: string;
  /** Number of the module's version that the session teaches. */
  version: number;
  state: SessionState;
  plannedFrom: number;
  standing: OperatorStanding;
  /** When the second of both hands signed, or the paper was; null unless `standing` is `signed`. */
  signedAt: number | null;
  /** Ids of both signatures; empty unless `standing` is `signed`. */
  signatures: readonly string[];
};

export type CoveredVersion = {
  id: string;
  number: number;
  minutes: number;
  validForDays: number | null;
  dueForRoles: readonly string[];
};

export type CellAsked = {
  /** Of one operator and one module, oldest session first. */
  attempts: readonly Attempt[];
  /** Every version of the module. */
  versions: readonly CoveredVersion[];
  roles: readonly string[];
  isNeeded: boolean;
  /** Validity is judged at `at`; words such as "today" are said `now`. */
  at: number;
  now: number;
  days: SiteDays;
};

export type JudgedCell = Cell & { signatures: readonly string[] };

const blank = { at: null, expiresAt: null, nextAt: null, sessionId: null, signatures: [] };

/** A sign-off counts as long as no newer version asks one of the operator's roles again and its days are not over. It outlives a later session
 *  that the operator missed, left or did not finish: nothing was seen there that speaks against it. A later session in which the trainer
 *  saw that help was needed ends it: what was seen last is what is known. */
export function coverageCell(asked: CellAsked): JudgedCell {
  if (!asked.isNeeded) return { ...blank, kind: "not-needed", says: "not needed" };
  const past = asked.attempts.filter(({ state }) => state !== "called-off");
  const helpedAt = past.findLastIndex(({ standing }) => standing === "needs-help");
  const signed = past.findLast(({ standing }, index) => standing === "signed" && index > helpedAt) ?? null;
  const next = past.find(({ state, standing }) => isAhead(state) && standing !== "signed") ?? null;
  const cell = signed === null ? unsigned(past, next, asked) : signedCell(signed, next, asked);
  return { ...cell, nextAt: next?.plannedFrom ?? null };
}

const isAhead = (state: SessionState) => state === "planned" || state === "open";

function signedCell(attempt: Attempt, next: Attempt | null, asked: CellAsked): JudgedCell {
  const { days, at, now } = asked;
  const signedAt = attempt.signedAt ?? attempt.plannedFrom;
  const expiresAt = expiry(signedAt, attempt.version, asked);
  const found = { ...blank, at: signedAt, expiresAt, sessionId: attempt.sessionId };
  if (expiresAt !== null && expiresAt <= at)
    return { ...found, kind: "expired", says: `expired ${onDay(expiresAt - 1, asked)}` };
  if (asksAgain(attempt.version, asked))
    return next === null ? { ...found, kind: "due", says: "new version" } : dueCell(next, asked);
  const says = days.dayOf(signedAt) === days.dayOf(now) ? "today" : onDay(signedAt, asked);
  return { ...found, kind: "signed", says, signatures: attempt.signatures };
}

/** With the midnight that ends the last of its days; null: for ever. */
function expiry(signedAt: number, version: number, { versions, days }: CellAsked): number | null {
  const validForDays = versions.find(({ number }) => number === version)?.validForDays ?? null;
  return validForDays === null ? null : days.beginOf(days.dayOf(signedAt) + validForDays + 1);
}

function asksAgain(version: number, { versions, roles }: CellAsked): boolean {
  return versions.some(
    ({ number, dueForRoles }) => number > version && dueForRoles.some((role) => roles.includes(role)),
  );
}

/** What the newest session came to, in words that fit a cell. */
const cameTo: Partial<Record<OperatorStanding, string>> = {
  "needs-help": "with help",
  "operator-signed": "waits for the trainer",
  ready: "not signed yet",
  declined: "did not agree",
  "at-step": "not finished",
  "left-early": "left early",
};

function unsigned(past: readonly Attempt[], next: Attempt | null, asked: CellAsked): JudgedCell {
  const last = past.findLast(({ standing }) => cameTo[standing] !== undefined) ?? null;
  const word = last === null ? null : (cameTo[last.standing] ?? null);
  if (last === null || word === null)
    return next === null ? { ...blank, kind: "not-attended", says: "not attended" } : dueCell(next, asked);
  const found = { ...blank, kind: "due" as const, at: last.plannedFrom, sessionId: last.sessionId };
  if (last.standing === "needs-help" && next !== null && next !== last)
    return { ...found, says: `with help, again ${whenText(next.plannedFrom, asked)}` };
  return { ...found, says: word };
}

function dueCell(next: Attempt, asked: CellAsked): JudgedCell {
  const says = `due ${whenText(next.plannedFrom, asked)}`;
  return { ...blank, kind: "due", at: next.plannedFrom, sessionId: next.sessionId, says };
}

/** "today", "Mon" within the next six days, else "7 Dec". */
function whenText(ms: number, { days, now }: CellAsked): string {
  const [day, today] = [days.dayOf(ms), days.dayOf(now)];
  if (day === today) return "today";
  return day > today && day < today + 7 ? days.weekdayText(day) : days.dateText(day, today);
}

function onDay(ms: number, { days, now }: CellAsked): string {
  return days.dateText(days.dayOf(ms), days.dayOf(now));
}
