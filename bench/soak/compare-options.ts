import { parseArgs } from "node:util";

/** What may be asked of the comparison of pairs. `pairs`: of each kind. */
export type CompareOptions = {
  pairs: number;
  atOnce: number;
  seconds: number;
  perSecond: number;
  slowerPercent: number;
  seed: number;
};

export const usage = `Whether a comparison of two runs finds what was injected, and only that.

  node --import tsx bench/soak/compare.ts [options]

  --pairs 20         pairs with an injected slowdown, and as many of equal runs (1 to 200)
  --at-once 5        pairs side by side (1 to 20)
  --seconds 60       of each run, after its warm-up (40 to 3600)
  --per-second 100   requests a second of each run (10 to 1000)
  --slower 10        percent by which the second run of a slowed pair is slower (1 to 100)
  --seed 1           of what is drawn
  --help             this text
`;

const bounds = {
  pairs: { usual: 20, least: 1, most: 200 },
  "at-once": { usual: 5, least: 1, most: 20 },
  seconds: { usual: 60, least: 40, most: 3_600 },
  "per-second": { usual: 100, least: 10, most: 1_000 },
  slower: { usual: 10, least: 1, most: 100 },
  seed: { usual: 1, least: 1, most: 1_000_000 },
} as const;

/** Null when help is asked for. Throws with a sentence for what is not understood or out of bounds. */
export function readCompareOptions(args: readonly string[]): CompareOptions | null {
  const texts = Object.fromEntries(Object.keys(bounds).map((name) => [name, { type: "string" } as const]));
  const { values } = parseArgs({ args: [...args], options: { ...texts, help: { type: "boolean" } } });
  const given: Readonly<Record<string, unknown>> = values;
  if (given["help"] === true) return null;
  const of = (name: keyof typeof bounds) => wholeNumber(name, given[name]);
  return {
    ...{ pairs: of("pairs"), atOnce: of("at-once"), seconds: of("seconds") },
    ...{ perSecond: of("per-second"), slowerPercent: of("slower"), seed: of("seed") },
  };
}

function wholeNumber(name: keyof typeof bounds, given: unknown): number {
  const { usual, least, most } = bounds[name];
  if (given === undefined) return usual;
  const value = Number(given);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} is a whole number from ${least} to ${most}.`);
}
