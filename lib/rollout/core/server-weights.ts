/** Weights of servers that share traffic exactly. */

/** `base`: how much of its side a server carries against its fellows, such as the weight that the switch's configuration gives it. */
export type Weighed = { name: string; base: number };

const mostWeight = 256;

/** Absolute weights, 1..256 (0 where the base is 0), such that exactly `percent` of the traffic goes to `ours`: in the small whole numbers
 *  that keep each side's proportions, or where those are too large, in the largest that keep them nearly. Null where no such weights exist.
 *  `percent` is a whole number between 0 and 100, both excluded: the ends are no split. */
export function splitWeights(
  percent: number,
  { legacy, ours }: { legacy: readonly Weighed[]; ours: readonly Weighed[] },
): ReadonlyMap<string, number> | null {
  const [legacySum, ourSum] = [sumOf(legacy), sumOf(ours)];
  if (legacySum === 0 || ourSum === 0) return null;
  const exact = new Map([
    ...legacy.map(({ name, base }) => [name, base * (100 - percent) * ourSum] as const),
    ...ours.map(({ name, base }) => [name, base * percent * legacySum] as const),
  ]);
  const divisor = [...exact.values()].reduce(greatestDivisor, 0);
  const smallest = new Map([...exact].map(([name, weight]) => [name, weight / divisor]));
  return Math.max(...smallest.values()) <= mostWeight ? smallest : largestThatFit(percent, { legacy, ours });
}

function largestThatFit(percent: number, sides: { legacy: readonly Weighed[]; ours: readonly Weighed[] }) {
  const { legacy, ours } = sides;
  const small = greatestDivisor(percent, 100);
  const [ourPart, legacyPart] = [percent / small, (100 - percent) / small];
  const most = Math.floor(Math.min((mostWeight * ours.length) / ourPart, (mostWeight * legacy.length) / legacyPart));
  for (let times = most; times > 0; times--) {
    const weights = [...shared(ourPart * times, ours), ...shared(legacyPart * times, legacy)];
    const fit = weights.every(({ base, weight }) => weight <= mostWeight && (base === 0) === (weight === 0));
    if (fit) return new Map(weights.map(({ name, weight }) => [name, weight]));
  }
  return null;
}

/** A whole number shared out by bases; what is left over goes to the largest remainders. */
function shared(total: number, side: readonly Weighed[]): (Weighed & { weight: number })[] {
  const sum = sumOf(side);
  const parts = side.map((one) => ({ ...one, exact: (total * one.base) / sum }));
  const left = total - parts.reduce((taken, { exact }) => taken + Math.floor(exact), 0);
  const byRemainder = [...parts].sort((a, b) => (b.exact % 1) - (a.exact % 1));
  const lucky = new Set(byRemainder.slice(0, left).map(({ name }) => name));
  return parts.map(({ name, base, exact }) => ({ name, base, weight: Math.floor(exact) + (lucky.has(name) ? 1 : 0) }));
}

/** The share of `ours` in percent where it is a whole number; null where it is not, and where nothing has a weight. */
export function wholePercent(ourWeight: number, legacyWeight: number): number | null {
  const sum = ourWeight + legacyWeight;
  if (sum === 0 || (100 * ourWeight) % sum !== 0) return null;
  return (100 * ourWeight) / sum;
}

const sumOf = (side: readonly Weighed[]): number => side.reduce((sum, { base }) => sum + base, 0);

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}
