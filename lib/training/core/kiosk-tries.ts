/** How many wrong PINs there may be: of one operator, and on one tablet. Times are ms since 1970. */

/** So many wrong ones lock an operator, until a trainer unlocks. */
export const mostWrongPins = 5;

export function triesLeft({ wrong, isLocked }: { wrong: number; isLocked: boolean }): number {
  return isLocked ? 0 : Math.max(0, mostWrongPins - wrong);
}

/** On one tablet, whoever's PIN or password it was. `sinceMs`: of the first of them. */
export type TabletTries = { wrong: number; sinceMs: number | null };

const mostOnTablet = 20;
const spanMs = 15 * 60_000;

/** How many ms of waiting are left; 0: the next try is free. A tablet that is handed out anew begins anew. */
export function tabletWaitMs(tries: TabletTries, nowMs: number): number {
  const { wrong, sinceMs } = standing(tries, nowMs);
  return wrong < mostOnTablet || sinceMs === null ? 0 : sinceMs + spanMs - nowMs;
}

/** One more, counted as wrong before it is looked at. */
export function oneMoreOnTablet(tries: TabletTries, nowMs: number): TabletTries {
  const { wrong, sinceMs } = standing(tries, nowMs);
  return { wrong: wrong + 1, sinceMs: sinceMs ?? nowMs };
}

/** The one counted last proved right. */
export function oneLessOnTablet({ wrong, sinceMs }: TabletTries): TabletTries {
  return wrong <= 1 ? noTries : { wrong: wrong - 1, sinceMs };
}

const noTries: TabletTries = { wrong: 0, sinceMs: null };

/** After its span all of it is forgiven. */
function standing(tries: TabletTries, nowMs: number): TabletTries {
  return tries.sinceMs === null || nowMs - tries.sinceMs >= spanMs ? noTries : tries;
}
