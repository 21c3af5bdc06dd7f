import { pause, until } from "../engine/wait.ts";
import { connections, endThem, load, median, ms, type Options, quantile, ratePerSecond } from "./mirror-rounds.ts";
import type { SteadyResult } from "./steady-load.ts";
import {
  type Cores,
  failingUpstream,
  memoryMiB,
  mirror,
  nginx,
  nodeProxy,
  type Started,
  steady,
  upstream,
} from "./systems.ts";
import type { Fault } from "./upstream.ts";

const faults: Fault[] = ["hangs", "dead", "slow", "garbage", "resets", "never ends"];
const healthyMs = 1_000;
const openMs = 1_000;
/** A copy's whole time-out and then some. */
const longestMs = 12_000;

/** A round: healthy, failing until the breaker opens, and failing with the breaker open; epoch ms. `opensAt` null: it never did. */
type Round = { healthyFrom: number; failsFrom: number; opensAt: number | null; until: number };

/** One client goes on while the new system fails and is healed, again and again: what the client notices of it. */
export async function failures({ rounds }: Options, cores: Cores) {
  const figures = [];
  for (const fault of faults) {
    const one = { ...(await ofMirror(fault, rounds, cores)), peers: await ofPeers(fault, cores) };
    figures.push(one);
    const { errors, before, after, roundsOpen, memoryMiB: memory } = one;
    console.log(
      `new system ${fault}: client errors ${errors}; p99 over healthy ${ms(before.addedP99Ms)} before the breaker opens (${before.n} requests), ${ms(after.addedP99Ms)} after (${after.n}, in ${roundsOpen} of ${rounds} rounds); ${memory.toFixed(0)} MiB at most`,
    );
    for (const { name, errors: wrong, blocked, p99Ms } of one.peers)
      console.log(`  ${name}: ${wrong} errors, ${blocked} of ${connections} clients blocked, p99 ${ms(p99Ms)}`);
  }
  return figures;
}

async function ofMirror(fault: Fault, rounds: number, cores: Cores) {
  const [legacy, candidate] = [await upstream("none", cores.rest), await failingUpstream(fault, cores.rest)];
  const ours = await mirror({ legacyPort: legacy.port, candidatePort: candidate.port }, cores);
  const longest = (rounds * (healthyMs + openMs + 2 * longestMs)) / 1_000;
  const asking = ask(ours, longest, cores);
  // The client's own start, and compilers.
  await pause(3_500);
  const all: Round[] = [];
  for (let nth = 0; nth < rounds; nth++) all.push(await round(ours, candidate));
  const result = await asking.end();
  const memory = memoryMiB(ours.running.pid);
  await endThem([ours, legacy, candidate]);
  return { fault, errors: result.errors + result.blocked, ...added(result, all), memoryMiB: memory };
}

function ask({ port }: Started, seconds: number, cores: Cores) {
  const stop = new AbortController();
  const result = steady({ port, seconds, ratePerSecond, connections, samples: true }, cores.rest, stop.signal);
  // Told when it is waited for: what went wrong meanwhile says more.
  result.catch(() => {});
  return {
    end: () => {
      stop.abort();
      return result;
    },
  };
}

async function round(ours: Started, candidate: Started & { toggle(): void }): Promise<Round> {
  const healthyFrom = Date.now();
  await pause(healthyMs);
  const failsFrom = Date.now();
  candidate.toggle();
  const opensAt = await changed(ours, "open", failsFrom);
  await pause(openMs);
  const end = Date.now();
  candidate.toggle();
  await changed(ours, "closed", end);
  return { healthyFrom, failsFrom, opensAt, until: end };
}

/** When the breaker last became so; null when it did not for long. */
async function changed({ running }: Started, to: "open" | "closed", since: number): Promise<number | null> {
  const last = () => {
    const [word = "", at = "0"] = running.stdout().trim().split("\n").at(-1)?.split(" ") ?? [];
    return word === to && Number(at) >= since ? Number(at) : null;
  };
  await until(() => last() !== null, {
    ms: longestMs,
    whileTrue: running.alive,
    sentence: () => `the breaker never was ${to}`,
  }).catch((error: unknown) => {
    if (!running.alive()) throw error;
  });
  return last();
}

function added({ samples, startedAt }: SteadyResult, rounds: readonly Round[]) {
  const between = (from: number, to: number) => {
    const found: number[] = [];
    for (let at = 0; at < samples.length; at += 2) {
      const sentAt = startedAt + (samples[at] ?? 0);
      if (sentAt >= from && sentAt < to) found.push((samples[at + 1] ?? 0) / 1_000);
    }
    return found;
  };
  const of = (window: (one: Round) => number[]) => {
    const healthyP99 = ({ healthyFrom, failsFrom }: Round) => quantile(between(healthyFrom, failsFrom), 0.99);
    // On a busy machine the client may have begun late.
    const seen = rounds.filter((one) => window(one).length > 0 && !Number.isNaN(healthyP99(one)));
    return {
      n: rounds.reduce((sum, one) => sum + window(one).length, 0),
      addedP99Ms: median(seen.map((one) => quantile(window(one), 0.99) - healthyP99(one))),
    };
  };
  return {
    roundsOpen: rounds.filter(({ opensAt }) => opensAt !== null).length,
    before: of(({ failsFrom, opensAt, until: end }) => between(failsFrom, opensAt ?? end)),
    after: of(({ opensAt, until: end }) => between(opensAt ?? end, end)),
  };
}

/** Once each: they are not ours to judge by the last tenth of a millisecond. */
async function ofPeers(fault: Fault, cores: Cores) {
  const [legacy, candidate] = [await upstream("none", cores.rest), await upstream(fault, cores.rest)];
  const peers: [name: string, started: Started | null][] = [
    ["nginx mirror", await nginx(legacy.port, candidate.port, cores.proxy)],
    ["node:http + undici", await nodeProxy(legacy.port, candidate.port, cores.proxy)],
  ];
  const figures = [];
  for (const [name, started] of peers) {
    if (started === null) continue;
    const { errors, blocked, p99Ms } = await load({ port: started.port, seconds: 1 }, cores);
    figures.push({ name, errors, blocked, p99Ms });
    await endThem([started]);
  }
  await endThem([legacy, candidate]);
  return figures;
}
