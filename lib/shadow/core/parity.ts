import { lowerBound } from "#lib/platform/core/binomial.ts";

/** How often the new system answers like the legacy one. */

/** Compared exchanges that differ in the same combination of groups; no groups: alike. */
export type Outcome = { groups: readonly number[]; n: number };

/** What a group's standing does to the exchanges that differ in it: they count against parity; they count as accepted; they are left out on
 *  both sides of the fraction (a fix that was re-checked); they are no pairs at all (not the same request). */
export type Effect = "counts" | "accepted" | "left-out" | "not-the-same";

export type Parity = {
  /** Exchanges in the fraction. */
  n: number;
  /** Without any difference. */
  alike: number;
  /** With differences, all of them accepted. */
  accepted: number;
  /** With at least one difference that nobody accepted. */
  differing: number;
  /** Taken out of the fraction by a re-check, and by a person's word that the requests were not the same. Always shown. */
  leftOut: number;
  notTheSame: number;
  /** (alike + accepted) / n, and the share that n exchanges allow at 95 % (exact, one-sided). Null without exchanges: no parity, not 100 %. */
  parity: number | null;
  lowerBound: number | null;
  /** The same with nothing accepted. */
  strict: number | null;
  strictLowerBound: number | null;
};

/** What an exchange counts as: the worst of its groups decides, and one that is no pair is no pair whatever else it differs in. */
export function effectOfGroups(groups: readonly number[], effectOf: (group: number) => Effect): Effect | "alike" {
  let worst: Effect | "alike" = "alike";
  for (const group of groups) {
    const effect = effectOf(group);
    if (rank[effect] > rank[worst]) worst = effect;
  }
  return worst;
}

const rank = { alike: 0, accepted: 1, counts: 2, "left-out": 3, "not-the-same": 4 };

/** Parity of the outcomes under the groups' present standing. */
export function parityOf(outcomes: Iterable<Outcome>, effectOf: (group: number) => Effect): Parity {
  const counts = { alike: 0, accepted: 0, counts: 0, "left-out": 0, "not-the-same": 0 };
  for (const { groups, n } of outcomes) counts[effectOfGroups(groups, effectOf)] += n;
  const { alike, accepted, counts: differing } = counts;
  const n = alike + accepted + differing;
  const share = (k: number) => (n === 0 ? null : k / n);
  const bound = (k: number) => (n === 0 ? null : lowerBound(k, n));
  return {
    ...{ n, alike, accepted, differing, leftOut: counts["left-out"], notTheSame: counts["not-the-same"] },
    ...{ parity: share(alike + accepted), lowerBound: bound(alike + accepted) },
    ...{ strict: share(alike), strictLowerBound: bound(alike) },
  };
}

/** How many more exchanges, all of them alike, would lift the lower bound to `limit`. 0 when it is there; null when it cannot be (limit 1). */
export function alikeNeeded({ n, differing }: Pick<Parity, "n" | "differing">, limit: number): number | null {
  if (limit >= 1) return null;
  const reaches = (more: number) => lowerBound(n - differing + more, n + more) >= limit;
  if (n > 0 && reaches(0)) return 0;
  let high = 1;
  while (!reaches(high)) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}
