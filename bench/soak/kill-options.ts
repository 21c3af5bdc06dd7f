import { parseArgs } from "node:util";
import { type Part, parts } from "./processes.ts";

export type KillOptions = { kills: number; seed: number; seconds: number; parts: readonly Part[]; help: boolean };

export const usage = `Kills processes of a whole Gantry at random moments of a run, and checks what is left.

  node --import tsx bench/soak/kill.ts [options]

  --kills 50      how many (1 to 1000)
  --seed N        the same kills again; if not said: another each time, printed
  --seconds 8     planned length of each run (2 to 600)
  --part NAME     only this one: ${parts.join(", ")}
  --help          this text
`;

/** Throws with a sentence for what is not understood or out of bounds. */
export function readKillOptions(args: readonly string[]): KillOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { kills: text, seed: text, seconds: text, part: text, help: { type: "boolean" } },
  });
  const only = parts.find((part) => part === values.part);
  if (values.part !== undefined && only === undefined) throw new Error(`--part is one of ${parts.join(", ")}.`);
  return {
    kills: wholeNumber("--kills", values.kills ?? "50", [1, 1_000]),
    seed: wholeNumber("--seed", values.seed ?? String(Date.now() % 1_000_000), [0, 2_147_483_647]),
    seconds: wholeNumber("--seconds", values.seconds ?? "8", [2, 600]),
    parts: only === undefined ? parts : [only],
    help: values.help ?? false,
  };
}

export function wholeNumber(name: string, given: string, [least, most]: [number, number]): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} is a whole number from ${least} to ${most}.`);
}
