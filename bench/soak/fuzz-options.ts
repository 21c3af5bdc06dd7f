import { parseArgs } from "node:util";

/** What may be asked of the long fuzz run. */
export type FuzzOptions = { count: number; from: number; seed: number; minutes: number; api: number };

export const fuzzUsage = `Spoilt answers against the load generator's client, malformed requests against Gantry's own doors.

  node --import tsx bench/soak/fuzz.ts [options]

  --count 1000000   spoilt answers (0: none)
  --minutes 60      ends after so long, whatever is left
  --seed 4          the same seed gives the same cases
  --from 0          the first case: a failure names its own, --from CASE --count 1 shows it again
  --api 0           malformed requests against every route, made from their schemas, after the answers
  --help            this text
`;

const usual = { count: 1_000_000, from: 0, seed: 4, minutes: 60, api: 0 };
const most = { count: 1e9, from: 1e9, seed: 2 ** 31, minutes: 24 * 60, api: 1e8 };

/** Throws with a sentence for what is not understood or out of bounds. */
export function readFuzzOptions(args: readonly string[]): FuzzOptions | "help" {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { count: text, from: text, seed: text, minutes: text, api: text, help: { type: "boolean" } },
  });
  if (values.help) return "help";
  const number = (name: keyof FuzzOptions) => {
    const value = Number(values[name] ?? usual[name]);
    const whole = name === "minutes" || Number.isInteger(value);
    if (whole && value >= 0 && value <= most[name]) return value;
    throw new Error(`--${name} is a whole number from 0 to ${most[name]}.`);
  };
  const [count, from, seed] = [number("count"), number("from"), number("seed")];
  return { count, from, seed, minutes: number("minutes"), api: number("api") };
}
