import { type Running, start } from "./children.ts";
import { cpuSecondsOf } from "./cpu-time.ts";
import type { Generator, Load } from "./peers.ts";
import type { Target } from "./target-process.ts";
import { pause, until } from "./wait.ts";

/** One generator in one round. What is counted is a window in the middle of its run, so that neither the start of a runtime nor its compiler
 *  counts for or against anybody: requests as the target counted them, CPU time as the kernel did. */

export type Sample = { requests: number; seconds: number; cpuSeconds: number; userSeconds: number };

export type Round = {
  target: Target;
  connections: number;
  /** Between the first requests and the window, and the window itself. */
  warmUpSeconds: number;
  seconds: number;
  core: number | null;
  profileFile: string | null;
};

const marginSeconds = 1;
const firstRequestMs = 30_000;
const endMs = 20_000;
/** How far a generator's own count of its run may be from the target's. */
const countTolerance = 0.02;

/** Rejects with a sentence when the generator fails, gets a wrong answer, or counts otherwise than the target. */
export async function measure(generator: Generator, round: Round): Promise<Sample> {
  const { target, connections, warmUpSeconds, seconds } = round;
  const profile =
    round.profileFile === null ? null : { file: round.profileFile, fromSecond: warmUpSeconds, seconds: seconds };
  const { url, caFile } = target;
  const load: Load = { url, caFile, connections, seconds: warmUpSeconds + seconds + marginSeconds, profile };
  const before = await target.count();
  const running = start(generator.command(load), round.core);
  try {
    await until(async () => (await target.count()) >= before + connections, {
      ms: firstRequestMs,
      whileTrue: running.alive,
      sentence: () => `${generator.name} sent nothing: ${running.stderr().trim().slice(-500)}`,
    });
    await pause(warmUpSeconds * 1000);
    const from = await reading(running, target);
    await pause(seconds * 1000);
    const to = await reading(running, target);
    await ended(generator, running);
    checkCounts(generator, { output: running.stdout(), byTarget: (await target.count()) - before });
    return {
      requests: to.requests - from.requests,
      seconds: to.atSeconds - from.atSeconds,
      cpuSeconds: to.cpuSeconds - from.cpuSeconds,
      userSeconds: to.userSeconds - from.userSeconds,
    };
  } finally {
    running.end();
  }
}

async function reading(running: Running, target: Target) {
  const { user, system } = cpuSecondsOf(running.pid);
  const atSeconds = performance.now() / 1000;
  return { cpuSeconds: user + system, userSeconds: user, atSeconds, requests: await target.count() };
}

async function ended({ name }: Generator, running: Running): Promise<void> {
  await until(() => !running.alive(), {
    ms: endMs,
    whileTrue: () => true,
    sentence: () => `${name} did not end`,
  });
  const code = await running.ended;
  if (code !== 0) throw new Error(`${name} ended with code ${code}: ${running.stderr().trim().slice(-500)}`);
}

function checkCounts({ name, read }: Generator, { output, byTarget }: { output: string; byTarget: number }): void {
  const { requests, failed } = read(output);
  if (failed > 0) throw new Error(`${name} counts ${failed} failed requests: nothing can be read from this round`);
  if (Math.abs(requests - byTarget) > byTarget * countTolerance)
    throw new Error(`${name} counts ${requests} requests, the target ${byTarget}: nothing can be read from this round`);
}
