import { spawn } from "node:child_process";
import path from "node:path";
import { fuzzAnswers, type Outcome } from "../../lib/load/edge/testing/fuzz-answers.ts";
import { heapInUse } from "../../lib/load/edge/testing/heap-in-use.ts";
import { type FuzzOptions, fuzzUsage, readFuzzOptions } from "./fuzz-options.ts";

/** `node --import tsx bench/soak/fuzz.ts`: the load generator's client against spoilt answers, and Gantry's own doors against malformed requests,
 *  for as long as one likes. See bench/README.md. */

const workers = 64;
const tellEveryMs = 10_000;
/** What is held after this many cases is what it takes to work; after that it may grow by no more than `mostGrowthMiB`. */
const warmUpCases = 5_000;
const lookEvery = 20_000;
const mostGrowthMiB = 32;
const mebibyte = 1024 * 1024;

class MemoryGrew extends Error {
  override name = "MemoryGrew";
}

/** Looks at memory now and then, and throws once it has grown. */
function memoryWatch(): { look(done: number): void; sentence(): string } {
  let first: number | null = null;
  let highest = 0;
  const grown = () => Math.max(0, highest - (first ?? highest)) / mebibyte;
  return {
    look: (done) => {
      if (done !== warmUpCases && done % lookEvery !== 0) return;
      highest = Math.max(highest, heapInUse());
      if (done >= warmUpCases) first ??= highest;
      if (grown() > mostGrowthMiB)
        throw new MemoryGrew(`After ${done} cases the process holds ${grown().toFixed(1)} MiB more than at first.`);
    },
    sentence: () =>
      first === null
        ? `memory was not looked at: fewer than ${warmUpCases.toLocaleString("en")} cases`
        : `memory in use grew by ${grown().toFixed(1)} MiB after the first ${warmUpCases.toLocaleString("en")} cases (at most ${mostGrowthMiB} MiB)`,
  };
}

function tallyText(tally: ReadonlyMap<Outcome, number>): string {
  return [...tally].map(([outcome, times]) => `${outcome} ${times.toLocaleString("en")}`).join(", ");
}

async function fuzzClient({ count, from, seed, minutes }: FuzzOptions, leave: AbortSignal): Promise<void> {
  const ends: (() => void | Promise<void>)[] = [];
  const memory = memoryWatch();
  const begun = performance.now();
  const tally = new Map<Outcome, number>();
  let done = 0;
  const seconds = () => (performance.now() - begun) / 1_000;
  const tell = () => {
    const rss = Math.round(process.memoryUsage().rss / mebibyte);
    console.log(
      `${Math.round(seconds())} s: ${done.toLocaleString("en")} cases; ${tallyText(tally)}; ${rss} MiB resident`,
    );
  };
  const telling = setInterval(tell, tellEveryMs);
  try {
    await fuzzAnswers(
      { after: (end) => void ends.push(end) },
      {
        ...{ seed, from, count, workers },
        isOver: () => leave.aborted || seconds() > minutes * 60,
        onCase: (outcome) => {
          tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
          memory.look(++done);
        },
      },
    );
  } finally {
    clearInterval(telling);
    for (const end of ends) await end();
  }
  const perSecond = (done / Math.max(1, seconds())).toFixed(0);
  console.log(
    `seed ${seed}, cases ${from} to ${from + done - 1}: ${done.toLocaleString("en")} in ${Math.round(seconds())} s (${perSecond}/s): ${tallyText(tally)}; no hang, no crash, no difference from Node's client; ${memory.sentence()}.`,
  );
}

/** The same test as in `npm test`, with more cases. Resolves with its exit code. */
function fuzzDoors({ api, seed }: FuzzOptions, leave: AbortSignal): Promise<number> {
  const root = path.join(import.meta.dirname, "../..");
  const args = ["--import", "tsx", "--test", "lib/platform/http/hostile.db.test.ts"];
  const env = { ...process.env, GANTRY_HOSTILE_CASES: String(api), GANTRY_HOSTILE_SEED: String(seed) };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
  leave.addEventListener("abort", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => child.once("error", reject).once("close", (code) => resolve(code ?? 1)));
}

async function main(): Promise<void> {
  const options = readFuzzOptions(process.argv.slice(2));
  if (options === "help") return console.log(fuzzUsage);
  const leaving = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => leaving.abort());
  if (options.count > 0) await fuzzClient(options, leaving.signal);
  if (options.api > 0 && !leaving.signal.aborted) process.exitCode = await fuzzDoors(options, leaving.signal);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
