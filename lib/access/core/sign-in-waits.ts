/** How long sign-in rests after wrong passwords. Pure arithmetic; see docs/adr/0010-sign-in-waits-by-place.md. */

/** Wrong tries at one place. `since`: from when on one is forgiven after each `forgiveMs`. Times are ms since 1970. */
export type Tries = { wrong: number; sinceMs: number; waitsUntilMs: number | null };

/** `free`: so many wrong tries cost nothing; the last of them brings the first wait. */
export type TriesRule = { free: number; forgiveMs: number };

export const accountRule: TriesRule = { free: 5, forgiveMs: 60 * 60_000 };
/** Over all accounts: a whole plant may share one address. */
export const addressRule: TriesRule = { free: 50, forgiveMs: 10 * 60_000 };

const waitMinutes: readonly number[] = [1, 2, 4, 8, 15];

/** Nothing is left of wrong tries that are older than this: every rule has forgiven them. */
export const triesKeptMs = 24 * 60 * 60_000;

export function noTries(nowMs: number): Tries {
  return { wrong: 0, sinceMs: nowMs, waitsUntilMs: null };
}

/** How many ms of waiting are left; 0: a try is free. */
export function waitLeftMs({ waitsUntilMs }: Tries, nowMs: number): number {
  return waitsUntilMs === null ? 0 : Math.max(0, waitsUntilMs - nowMs);
}

/** The tries after one more that is taken to be wrong. Not to be called while waiting: what is refused unread does not count. */
export function oneMoreWrong(tries: Tries, rule: TriesRule, nowMs: number): Tries {
  const left = forgiven(tries, rule, nowMs);
  const most = rule.free + waitMinutes.length - 1;
  const wrong = Math.min(most, left.wrong + 1);
  const minutes = waitMinutes[wrong - rule.free];
  if (minutes === undefined) return { ...left, wrong };
  const waitMs = minutes * 60_000;
  // Waiting forgives nothing.
  return { wrong, sinceMs: left.sinceMs + waitMs, waitsUntilMs: nowMs + waitMs };
}

/** The tries when the one counted last proved right: it is taken back, with the wait it brought. */
export function oneLess({ wrong, sinceMs }: Tries): Tries {
  return { wrong: Math.max(0, wrong - 1), sinceMs, waitsUntilMs: null };
}

function forgiven({ wrong, sinceMs }: Tries, { forgiveMs }: TriesRule, nowMs: number): Tries {
  const count = Math.max(0, Math.floor((nowMs - sinceMs) / forgiveMs));
  if (count >= wrong) return noTries(nowMs);
  return { wrong: wrong - count, sinceMs: sinceMs + count * forgiveMs, waitsUntilMs: null };
}

/** "1 min", "15 min", never "0 min". */
export function sayWait(ms: number): string {
  return `${Math.max(1, Math.ceil(ms / 60_000))} min`;
}

/** "the second" */
export function sayTry(wrong: number): string {
  return `the ${["first", "second", "third", "fourth", "fifth"][wrong - 1] ?? "last"}`;
}
