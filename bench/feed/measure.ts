import { type Usage, usageOf } from "../engine/memory.ts";
import { quantilesOf } from "../engine/quantiles.ts";
import { pause } from "../engine/wait.ts";
import { monotonicMs } from "./clock.ts";
import type { Screens } from "./screens.ts";

/** One sample a second to all feeds, timed from before it is handed over to when the last byte of it has come to each of them. */

export type Measured = Usage & {
  latenciesMs: number[];
  /** Samples that did not come although the feed was open, and feeds that were lost. */
  missing: number;
  lost: number;
};

type Subject = {
  pid: number;
  /** Hands a second over to the server. */
  send(second: number): Promise<void>;
};
type Span = { from: number; seconds: number; feeds: number };

/** Before what counts: connections, memory and code that is still cold. */
export const warmUpSeconds = 5;

/** Seconds `from` and on; the first few are not counted. */
export async function measure(subject: Subject, screens: Screens, { from, seconds, feeds }: Span): Promise<Measured> {
  const sent = new Map<number, number>();
  const begin = monotonicMs();
  const each = async (index: number) => {
    await pause(Math.max(0, begin + index * 1_000 - monotonicMs()));
    sent.set(from + index, monotonicMs());
    await subject.send(from + index);
  };
  for (let index = 0; index < warmUpSeconds; index++) await each(index);
  await screens.take();
  const using = usageOf(subject.pid, seconds);
  for (let index = warmUpSeconds; index < warmUpSeconds + seconds; index++) await each(index);
  const usage = await using;
  await pause(1_000);
  const { arrivals, lost } = await screens.take();
  const counted = arrivals.filter(([second]) => second >= from + warmUpSeconds);
  const latenciesMs = counted.flatMap(([second, atMs]) => atMs.map((at) => at - (sent.get(second) ?? Number.NaN)));
  return { ...usage, latenciesMs, missing: seconds * feeds - latenciesMs.length, lost };
}

export type Figures = {
  p50: number;
  p99: number;
  max: number;
  /** Of one core, 0..1. */
  cpuRatio: number;
  highestMiB: number;
  missing: number;
  lost: number;
};

/** All rounds as one. */
export function figuresOf(rounds: readonly Measured[]): Figures {
  const { p50, p99, max } = quantilesOf(rounds.flatMap(({ latenciesMs }) => latenciesMs));
  const sum = (of: (round: Measured) => number) => rounds.reduce((total, round) => total + of(round), 0);
  return {
    ...{ p50, p99, max },
    cpuRatio: sum(({ cpuCores }) => cpuCores) / rounds.length,
    highestMiB: Math.max(...rounds.map(({ highestMiB }) => highestMiB)),
    missing: sum(({ missing }) => missing),
    lost: sum(({ lost }) => lost),
  };
}
