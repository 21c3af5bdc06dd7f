import { lowerBound, upperBound } from "#lib/platform/core/binomial.ts";

/** How two error ratios differ. Each ratio has its exact binomial interval (Clopper and Pearson), and the two are put together as Newcombe does for
 *  a difference (Statistics in Medicine 17, 1998, method 10; for any interval of one ratio: Zou and Donner, Statistics in Medicine 27, 2008). It takes
 *  each request as independent of the others: errors that come in bursts differ by more than it says. */

export type Tries = { n: number; failed: number };

export type ErrorSays = "more errors" | "fewer errors" | "no difference shown" | "too short to say";

/** Of the ratios, `other` less `base`, 0..1, with its 95 % interval; null where a run has no requests. */
export type ErrorDifference = {
  base: number | null;
  other: number | null;
  difference: number | null;
  low: number | null;
  high: number | null;
  says: ErrorSays;
};

/** Two sides of 2.5 % each. */
const oneSided = 0.975;

/** How far the error ratio of `other` lies over that of `base`, 0..1, with its interval; nulls where one of them sent nothing. */
export function errorDifference(base: Tries, other: Tries): ErrorDifference {
  const [from, to] = [ratioOf(base), ratioOf(other)];
  if (from === null || to === null)
    return { base: from, other: to, difference: null, low: null, high: null, says: "too short to say" };
  const [own, others] = [boundsOf(base), boundsOf(other)];
  const difference = to - from;
  const low = difference - Math.hypot(to - others.low, own.high - from);
  const high = difference + Math.hypot(others.high - to, from - own.low);
  return { base: from, other: to, difference, low, high, says: wordOf(low, high) };
}

function ratioOf({ n, failed }: Tries): number | null {
  return n === 0 ? null : failed / n;
}

function boundsOf({ n, failed }: Tries) {
  return { low: lowerBound(failed, n, oneSided), high: upperBound(failed, n, oneSided) };
}

function wordOf(low: number, high: number): ErrorSays {
  if (low > 0) return "more errors";
  return high < 0 ? "fewer errors" : "no difference shown";
}
