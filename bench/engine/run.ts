import { writeFileSync } from "node:fs";
import { asProgram } from "./bench-main.ts";
import { type Machine, machine } from "./machine.ts";
import { type Options, readOptions, usage } from "./options.ts";
import { findGenerators, type Generator } from "./peers.ts";
import { type Cores, pinning } from "./pinning.ts";
import { type AimResult, aimResults, type Measured, type Row, rowsOf, tlsAims } from "./report.ts";
import { measureAll, type Plan, profileGantry } from "./rounds.ts";
import { aimLines, tableOf } from "./table.ts";
import { startTarget, type TargetKind, usualTarget } from "./target-process.ts";

/** `node --import tsx bench/engine/run.ts`: requests per CPU-second of the load engine and of its peers, against one target. See bench/README.md. */

const connections = 50;
const warmUpSeconds = 2;
const targetNames: Record<TargetKind, string> = {
  nginx: "nginx, one process",
  own: "the raw socket server of this folder",
};

type Result = { target: TargetKind; rows: Row[]; aims: AimResult[]; measured: Measured[] };

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(usage);
  if (process.platform !== "linux") throw new Error("CPU time is read from /proc, which only Linux has.");
  const facts = machine();
  const cores = pinning();
  const { generators, skipped } = findGenerators(options.only);
  console.log([...headingOf(facts, options, cores), ...skipped].join("\n"));
  const results: Result[] = [];
  for (const kind of kindsOf(options)) results.push(await against(kind, generators, { options, cores }));
  if (options.jsonFile === null) return;
  const { rounds, seconds } = options;
  const settings = { connections, rounds, seconds, warmUpSeconds, pinned: cores.generator !== null };
  const all = { measuredAt: new Date().toISOString(), machine: facts, settings, skipped, results };
  writeFileSync(options.jsonFile, `${JSON.stringify(all, null, 2)}\n`);
}

function kindsOf({ target }: Options): TargetKind[] {
  if (target === "both") return ["nginx", "own"];
  return [target ?? usualTarget()];
}

function headingOf(facts: Machine, { rounds, seconds, tls }: Options, cores: Cores): string[] {
  const load = `load average ${facts.loadAverage.toFixed(2)} at the start`;
  const pinned = cores.generator === null ? "nothing pinned to a core" : "generator and target pinned to a core each";
  return [
    `${facts.cores} cores, ${facts.cpu}, Node ${facts.node}, ${facts.kernel}, ${load}; autocannon ${facts.autocannon}`,
    `${rounds} interleaved rounds of ${seconds} s after ${warmUpSeconds} s of warm-up; ${connections} kept-alive connections; ${pinned}.`,
    `${tls === null ? "" : "TLS 1.3. "}Medians, with lowest and highest in brackets; ratios are taken within each round.`,
  ];
}

/** All rounds against one target, told as they go, then its table and the aims. */
async function against(
  kind: TargetKind,
  generators: readonly Generator[],
  { options, cores }: { options: Options; cores: Cores },
): Promise<Result> {
  console.log(`\nTarget: ${targetNames[kind]}\n`);
  const target = await startTarget(kind, cores.target, options.tls);
  const { rounds, seconds, profileFile } = options;
  const fixed = { connections, warmUpSeconds, say: (line: string) => console.log(line) };
  const plan: Plan = { ...fixed, target, rounds, seconds, core: cores.generator };
  const measured = await measureAll(generators, plan);
  if (profileFile !== null) await profileGantry(generators, { ...plan, file: profileFile });
  await target.end();
  const aims = options.tls === null ? aimResults(measured) : aimResults(measured, tlsAims);
  const result = { target: kind, rows: rowsOf(measured), aims, measured };
  console.log(`\n${tableOf(result.rows)}\n\n${aimLines(result.aims)}`);
  return result;
}

await asProgram(main);
