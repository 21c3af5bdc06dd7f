import type { BackClock, RolloutState } from "./state.ts";

/** Whether there is a way back, how far it is, and its clock. Times in ms since 1970. */

/** Something is over, or nobody knows: there is something to lead back, and nobody leads it. After a rollback that was seen to be back somebody
 *  may have moved the switch again. */
export function canGoBack({ back, percent, open }: RolloutState): boolean {
  return (back === null || isVerified(back)) && (percent !== 0 || open !== null);
}

/** The switch was read back and the legacy system asked: all traffic is back, whatever is still to be said and listed. */
export function isSeenBack({ back, percent }: RolloutState): boolean {
  return back !== null && isVerified(back) && percent === 0;
}

export function isVerified({ phases }: BackClock): boolean {
  return phases.some(({ phase, isGood }) => phase === "verify" && isGood);
}

/** The promise to the site. */
export const backLimitMs = 15 * 60_000;

/** How long the way back took or is taking, from when it was noticed. */
export function backTookMs(back: BackClock, now: number): number {
  const verified = back.phases.find(({ phase, isGood }) => phase === "verify" && isGood);
  return (verified?.endedAt ?? now) - back.noticedAt;
}
