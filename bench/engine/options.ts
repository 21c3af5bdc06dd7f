import { parseArgs } from "node:util";
import { type GeneratorKey, generatorKeys } from "./peers.ts";

/** What may be asked of the benchmark. */
export type Options = {
  rounds: number;
  seconds: number;
  /** Null: nginx where it is installed, else the server of this folder. */
  target: "nginx" | "own" | "both" | null;
  /** Empty: all. */
  only: GeneratorKey[];
  tls: "tls" | null;
  jsonFile: string | null;
  profileFile: string | null;
  help: boolean;
};

export const usage = `Requests per CPU-second of the load engine against its peers.

  node --import tsx bench/engine/run.ts [options]

  --rounds 5        rounds, each with every generator once (1 to 20)
  --seconds 5       measured seconds of each generator in a round (1 to 60)
  --target nginx    own (the server of this folder) or both; if not said: nginx where it is installed, else own
  --only a,b        of ${generatorKeys.join(", ")}
  --tls             over TLS: Gantry's bare GET, Node's sockets and wrk
  --json FILE       the figures and all samples, as JSON
  --profile FILE    CPU profiles of Gantry's load thread, in runs of their own: FILE-bare.cpuprofile, FILE-full.cpuprofile
  --help            this text
`;

/** Throws with a sentence for what is not understood or out of bounds. */
export function readOptions(args: readonly string[]): Options {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ rounds: text, seconds: text, target: text, only: text, json: text, profile: text },
      ...{ tls: { type: "boolean" }, help: { type: "boolean" } },
    },
  });
  const { target = null } = values;
  if (target !== null && target !== "nginx" && target !== "own" && target !== "both")
    throw new Error("--target is nginx, own or both.");
  return {
    rounds: wholeNumber("--rounds", values.rounds, { usual: 5, most: 20 }),
    seconds: wholeNumber("--seconds", values.seconds, { usual: 5, most: 60 }),
    target,
    only: values.tls === true ? ["gantry-bare", "floor", "wrk"] : keysIn(values.only),
    tls: values.tls === true ? "tls" : null,
    jsonFile: values.json ?? null,
    profileFile: values.profile ?? null,
    help: values.help ?? false,
  };
}

function keysIn(given: string | undefined): GeneratorKey[] {
  return (given ?? "").split(",").flatMap((name) => {
    if (name === "") return [];
    const key = generatorKeys.find((one) => one === name);
    if (key === undefined) throw new Error(`--only takes ${generatorKeys.join(", ")}.`);
    return [key];
  });
}

function wholeNumber(
  name: string,
  given: string | undefined,
  { usual, most }: { usual: number; most: number },
): number {
  if (given === undefined) return usual;
  const value = Number(given);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`${name} is a whole number from 1 to ${most}.`);
}
