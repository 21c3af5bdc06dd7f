import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { endAll, findProgram } from "../engine/children.ts";
import { allowedCores, machine } from "../engine/machine.ts";
import { failures } from "./mirror-failures.ts";
import { largeOnes, latency } from "./mirror-latency.ts";
import { saturation } from "./mirror-saturation.ts";
import type { Cores } from "./systems.ts";

/** `node --import tsx bench/shadow/mirror.ts`: what the mirror costs a client, against going direct and against peers, in one run. */

const usage = `What the mirror adds to a client's latency, what a request costs it, and what a failing new system does to clients.

  node --import tsx bench/shadow/mirror.ts [options]

  --rounds 5     paired rounds (1 to 20)
  --seconds 1.5  measured seconds of each load (0.5 to 30)
  --short        one round each: whether it works, no figures to go by
  --only WORD    latency, large, saturation or faults
  --json FILE    the figures, as JSON
`;

function pinning(): Cores {
  const cores = allowedCores();
  const [first = null] = cores;
  const last = cores.at(-1) ?? null;
  return findProgram("taskset") === null || first === last ? { proxy: null, rest: null } : { proxy: last, rest: first };
}

async function main(): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      ...{ rounds: text, seconds: text, only: text, json: text },
      ...{ help: { type: "boolean" }, short: { type: "boolean" } },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const usual = values.short ? { rounds: 1, seconds: 0.5 } : { rounds: 5, seconds: 1.5 };
  const options = {
    rounds: Number(values.rounds ?? usual.rounds),
    seconds: Number(values.seconds ?? usual.seconds),
  };
  const facts = machine();
  console.log(
    `${facts.cores} cores, ${facts.cpu}, Node ${facts.node}, load average ${facts.loadAverage.toFixed(2)} at the start`,
  );
  const cores = pinning();
  const wanted = (word: string) => values.only === undefined || values.only === word;
  const figures = {
    latency: wanted("latency") ? await latency(options, cores) : null,
    large: wanted("large") ? await largeOnes(options, cores) : null,
    saturation: wanted("saturation") ? await saturation(options, cores) : null,
    faults: wanted("faults") ? await failures(options, cores) : null,
  };
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine: facts, options, figures }, null, 2)}\n`);
}

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
