import { type Random, seededRandom } from "#lib/load/core/random.ts";
import { signIn } from "./api.ts";
import { type Killed, killOnce } from "./kill-once.ts";
import { type KillOptions, readKillOptions, usage } from "./kill-options.ts";
import { killTable, lineOf } from "./kill-report.ts";
import type { Part } from "./processes.ts";
import { refuseWithoutProc, startWholeGantry, type WholeGantry } from "./whole-gantry.ts";

/** The soak: every part of a whole Gantry killed again and again while load runs go on. Ends with 1 when anything was wrong. */

const options = readKillOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit(0);
}
refuseWithoutProc();
console.log(`${options.kills} kills, seed ${options.seed}. Starting a Gantry …`);
const gantry = await startWholeGantry();
const kills: Killed[] = [];
let broken = false;
try {
  await soak(gantry, options);
} catch (error) {
  broken = true;
  console.error(error, lastLines(gantry));
} finally {
  await gantry.close();
}
const wrong = kills.reduce((sum, { violations }) => sum + violations.length, 0);
console.log(`\n${killTable(kills)}\n\n${kills.length} kills, ${wrong} things wrong, seed ${options.seed}`);
process.exit(wrong > 0 || broken || kills.length < options.kills ? 1 : 0);

async function soak(of: WholeGantry, { kills: count, seed, seconds, parts }: KillOptions): Promise<void> {
  const random = seededRandom(seed);
  const api = await signIn(of.url);
  for (const part of order(random, count, parts)) {
    const afterMs = Math.floor(random() * (seconds * 1000 + 500));
    const killed = await killOnce(of, api, { part, afterMs, seconds, waits: random() < 0.5 });
    kills.push(killed);
    console.log(lineOf(kills.length, killed));
    if (killed.violations.length > 0) console.log(lastLines(of));
  }
}

function lastLines({ output }: WholeGantry): string {
  const lines = output().split("\n").slice(-40);
  return `    What Gantry printed last:\n${lines.map((line) => `    ${line.slice(0, 300)}`).join("\n")}`;
}

/** Each part as often as the others, in rounds whose order changes. */
function order(random: Random, count: number, all: readonly Part[]): Part[] {
  const round = () =>
    all
      .map((part) => ({ part, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ part }) => part);
  return Array.from({ length: Math.ceil(count / all.length) }, round)
    .flat()
    .slice(0, count);
}
