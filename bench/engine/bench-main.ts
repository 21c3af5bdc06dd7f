import { parseArgs } from "node:util";
import { endAll } from "./children.ts";
import { machine } from "./machine.ts";
import { type Cores, pinning } from "./pinning.ts";

/** What users.ts, schedule.ts, stall.ts and accuracy.ts have in common: options, a heading, and an end that leaves nothing behind. */

export type BenchOptions = { rounds: number; profileFile: string | null; heap: boolean };
export type Bench = {
  /** One sentence; stands in the heading and in `--help`. */
  title: string;
  rounds: number;
  run(options: BenchOptions, cores: Cores): Promise<void>;
};

const mostRounds = 20;
const busySentence =
  "This machine does other things: figures of time below say more of them than of Gantry. Run it alone.";

/** Runs a benchmark as a program. */
export function benchMain(bench: Bench): Promise<void> {
  return asProgram(() => prepared(bench));
}

/** Every process that was started is ended with this one, also by a signal; a fault is told in its sentence. */
export async function asProgram(main: () => Promise<void>): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      endAll();
      process.exit(1);
    });
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    endAll();
  }
}

async function prepared({ title, rounds, run }: Bench): Promise<void> {
  const options = readBenchOptions(process.argv.slice(2), rounds);
  if (options === "help") return console.log(usageOf(title, rounds));
  if (process.platform !== "linux") throw new Error("Figures of processes are read from /proc, which only Linux has.");
  const cores = pinning();
  const { cores: count, cpu, node, kernel, loadAverage } = machine();
  const pinned = cores.generator === null ? "nothing pinned to a core" : "generator and target pinned to a core each";
  const load = `load average ${loadAverage.toFixed(2)} at the start`;
  console.log(`${title}\n${count} cores, ${cpu}, Node ${node}, ${kernel}, ${load}; ${pinned}.\n`);
  if (loadAverage > count / 2) console.log(`${busySentence}\n`);
  await run(options, cores);
}

function usageOf(title: string, rounds: number): string {
  return `${title}

  --rounds ${rounds}        rounds, of which medians are taken (1 to ${mostRounds})
  --profile FILE    a CPU profile of Gantry's load thread, in a further run that counts in no figure (users.ts, schedule.ts)
  --heap            what a user costs in the heap, in a further run that counts in no figure (users.ts)
  --help            this text
`;
}

/** Throws with a sentence for what is not understood or out of bounds. */
export function readBenchOptions(args: readonly string[], usualRounds: number): BenchOptions | "help" {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const { values } = parseArgs({ args: [...args], options: { rounds: text, profile: text, heap: flag, help: flag } });
  if (values.help) return "help";
  const rounds = values.rounds === undefined ? usualRounds : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > mostRounds)
    throw new Error(`--rounds is a whole number from 1 to ${mostRounds}.`);
  return { rounds, profileFile: values.profile ?? null, heap: values.heap ?? false };
}
