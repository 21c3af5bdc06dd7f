import type { Sample } from "./measure.ts";
import type { GeneratorKey } from "./peers.ts";

/** From samples to figures. Ratios are taken within each round, where both ran on the same machine at nearly the same time, and then the median
 *  of them. */

export type Spread = { median: number; lowest: number; highest: number };

/** One generator's samples, one a round. */
export type Measured = { key: GeneratorKey; name: string; samples: readonly Sample[] };

export type Row = {
  key: GeneratorKey;
  name: string;
  requestsPerSecond: number;
  cpuSeconds: number;
  /** Microseconds of CPU a request, in the generator's own code and in the kernel's on its behalf. */
  userUs: number;
  systemUs: number;
  requestsPerCpuSecond: Spread;
  /** Null when that peer was not measured. */
  toAutocannon: Spread | null;
  toWrk: Spread | null;
};

export type Aim = { of: GeneratorKey; to: GeneratorKey; atLeast: number; sentence: string };
export type AimResult = { sentence: string; ratio: Spread | null; result: "met" | "missed" | "not measured" };

const aims: readonly Aim[] = [
  { of: "gantry-bare", to: "autocannon", atLeast: 1.8, sentence: "bare ≥ 1.8 × autocannon" },
  { of: "gantry-full", to: "autocannon", atLeast: 1.3, sentence: "full scenario ≥ 1.3 × autocannon's bare" },
  { of: "gantry-bare", to: "wrk", atLeast: 0.7, sentence: "bare ≥ 0.70 × wrk" },
  { of: "gantry-full", to: "wrk", atLeast: 0.5, sentence: "full scenario ≥ 0.50 × wrk's bare" },
  { of: "gantry-bare", to: "locust", atLeast: 15, sentence: "bare ≥ 15 × Locust's FastHttpUser" },
  { of: "gantry-bare", to: "wrk", atLeast: 0.85, sentence: "stretch: bare ≥ 0.85 × wrk" },
  { of: "gantry-full", to: "wrk", atLeast: 0.62, sentence: "stretch: full scenario ≥ 0.62 × wrk's bare" },
  { of: "gantry-bare", to: "autocannon", atLeast: 2.2, sentence: "stretch: bare ≥ 2.2 × autocannon" },
  { of: "gantry-full", to: "k6-full", atLeast: 3, sentence: "full scenario ≥ 3 × k6's" },
  { of: "gantry-full", to: "locust-full", atLeast: 15, sentence: "full scenario ≥ 15 × Locust's FastHttpUser" },
];
export const tlsAims: readonly Aim[] = [
  { of: "gantry-bare", to: "wrk", atLeast: 0.75, sentence: "TLS: bare ≥ 0.75 × wrk's" },
];

/** The middle one, or the mean of the two in the middle. Throws for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError("no values, no median");
  return (lower + upper) / 2;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), lowest: Math.min(...values), highest: Math.max(...values) };
}

export function rowsOf(all: readonly Measured[]): Row[] {
  return all.map((one) => ({
    key: one.key,
    name: one.name,
    requestsPerSecond: median(one.samples.map(({ requests, seconds }) => requests / seconds)),
    cpuSeconds: median(one.samples.map(({ cpuSeconds }) => cpuSeconds)),
    userUs: median(one.samples.map(({ requests, userSeconds }) => (userSeconds / requests) * 1e6)),
    systemUs: median(
      one.samples.map(({ requests, cpuSeconds, userSeconds }) => ((cpuSeconds - userSeconds) / requests) * 1e6),
    ),
    requestsPerCpuSecond: spread(one.samples.map(perCpuSecond)),
    toAutocannon: ratio(all, one.key, "autocannon"),
    toWrk: ratio(all, one.key, "wrk"),
  }));
}

export function aimResults(all: readonly Measured[], wanted: readonly Aim[] = aims): AimResult[] {
  return wanted.map(({ of, to, atLeast, sentence }) => {
    const found = ratio(all, of, to);
    if (found === null) return { sentence, ratio: null, result: "not measured" };
    return { sentence, ratio: found, result: found.median >= atLeast ? "met" : "missed" };
  });
}

function perCpuSecond({ requests, cpuSeconds }: Sample): number {
  return requests / cpuSeconds;
}

function ratio(all: readonly Measured[], of: GeneratorKey, to: GeneratorKey): Spread | null {
  const above = all.find(({ key }) => key === of)?.samples ?? [];
  const below = all.find(({ key }) => key === to)?.samples ?? [];
  const ratios = above.flatMap((sample, round) => {
    const other = below[round];
    return other === undefined ? [] : [perCpuSecond(sample) / perCpuSecond(other)];
  });
  return ratios.length === 0 ? null : spread(ratios);
}
