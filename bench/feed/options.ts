import { parseArgs } from "node:util";

/** What may be asked of the benchmark. */
export type ScaleOptions = {
  feeds: number;
  seconds: number;
  rounds: number;
  /** Who the feeds are: displays on a wall, or one person's open pages. */
  door: "wall" | "pilot";
  help: boolean;
};

export const usage = `A thousand open feeds on one web process, against a plain Node server that sends the same.

  node --import tsx bench/feed/scale.ts [options]

  --feeds 1000   open feeds (1 to 5000)
  --seconds 60   measured seconds of each in a round (5 to 600)
  --rounds 1     rounds, each first Gantry, then the plain server (1 to 20)
  --door wall    or pilot: feeds of displays, or of a person
  --help         this text
`;

/** Throws with a sentence for what is not understood or out of bounds. */
export function readScaleOptions(args: readonly string[]): ScaleOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { feeds: text, seconds: text, rounds: text, door: text, help: { type: "boolean" } },
  });
  const { door = "wall" } = values;
  if (door !== "wall" && door !== "pilot") throw new Error("--door is wall or pilot.");
  return {
    feeds: wholeNumber("--feeds", values.feeds ?? "1000", [1, 5_000]),
    seconds: wholeNumber("--seconds", values.seconds ?? "60", [5, 600]),
    rounds: wholeNumber("--rounds", values.rounds ?? "1", [1, 20]),
    door,
    help: values.help ?? false,
  };
}

function wholeNumber(name: string, given: string, [least, most]: readonly [number, number]): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} is a whole number from ${least} to ${most}.`);
}
