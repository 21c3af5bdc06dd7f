import type { AutoRule, Gate } from "./plan.ts";

/** How both systems do, and what that says about going on. Times in ms since 1970. */

/** What was seen of one side at one moment, over the time since the moment before. Null: it could not be read, or nothing was asked. */
export type VitalsSample = {
  at: number;
  requests: number | null;
  errorRatio: number | null;
  latencyMsP99: number | null;
};

export type GateVerdict = { is: "good" | "bad" | "inconclusive"; says: string };

/** Judges a stage by the samples since it began. Too little evidence holds: it is never good. A p99 is judged by the worst sample, since
 *  percentiles of spans cannot be averaged. */
export function judgeGate(gate: Gate, samples: readonly VitalsSample[], sinceMs: number): GateVerdict {
  const seen = samples.filter(({ at }) => at > sinceMs);
  const counted = seen.filter((one) => one.requests !== null && one.errorRatio !== null);
  const n = counted.reduce((sum, one) => sum + (one.requests ?? 0), 0);
  if (counted.length === 0) return { is: "inconclusive", says: "Nothing was measured in this stage yet." };
  const errors = counted.reduce((sum, one) => sum + (one.requests ?? 0) * (one.errorRatio ?? 0), 0);
  if (n < gate.samplesLeast)
    return { is: "inconclusive", says: `${whole(n)} requests so far; ${whole(gate.samplesLeast)} are needed.` };
  if (errors / n > gate.errorRatioMost)
    return {
      is: "bad",
      says: `${percentText(errors / n)} of ${whole(n)} requests failed; at most ${percentText(gate.errorRatioMost)} may.`,
    };
  return judgeLatency(gate, seen, n);
}

/** Whether both say the same, but for their figures: what is missing is said anew when it is another thing. */
export function saysTheSame(one: GateVerdict | null, other: GateVerdict): boolean {
  const wordsOf = ({ says }: GateVerdict) => says.replace(/[\d.,]+/g, "");
  return one !== null && one.is === other.is && wordsOf(one) === wordsOf(other);
}

function judgeLatency({ latencyMsP99Most }: Gate, seen: readonly VitalsSample[], n: number): GateVerdict {
  const good: GateVerdict = { is: "good", says: `${whole(n)} requests, within the limits.` };
  if (latencyMsP99Most === null) return good;
  const worst = seen.reduce<number | null>((most, one) => higher(most, one.latencyMsP99), null);
  if (worst === null) return { is: "inconclusive", says: "No latency was measured in this stage yet." };
  if (worst <= latencyMsP99Most) return good;
  return { is: "bad", says: `p99 reached ${whole(worst)} ms; at most ${whole(latencyMsP99Most)} ms may.` };
}

function higher(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

export type AutoVerdict = { would: boolean; says: string };

/** Whether the rule would roll back now (SRE workbook, multi-window burn rate): both windows burn the budget fast enough and there were
 *  enough errors in the short one, or the hard stop is reached there. */
export function judgeAuto(rule: AutoRule, samples: readonly VitalsSample[], now: number): AutoVerdict {
  const short = sums(samples, now - rule.shortSeconds * 1000);
  const long = sums(samples, now - rule.longSeconds * 1000);
  if (short.errors < rule.errorsLeast)
    return {
      would: false,
      says: `${whole(short.errors)} errors in ${rule.shortSeconds} s; fewer than ${rule.errorsLeast} are not acted on.`,
    };
  if (short.ratio >= rule.hardStopRatio)
    return {
      would: true,
      says: `${percentText(short.ratio)} of the requests of the last ${rule.shortSeconds} s failed: the hard stop.`,
    };
  const limit = rule.errorBudgetRatio * rule.burnRate;
  const burns = short.ratio > limit && long.ratio > limit;
  const says = `${percentText(short.ratio)} failed in ${rule.shortSeconds} s, ${percentText(long.ratio)} in ${rule.longSeconds} s; the limit in both is ${percentText(limit)}.`;
  return { would: burns, says };
}

function sums(samples: readonly VitalsSample[], sinceMs: number): { errors: number; ratio: number } {
  const counted = samples.filter((one) => one.at > sinceMs && one.requests !== null && one.errorRatio !== null);
  const n = counted.reduce((sum, one) => sum + (one.requests ?? 0), 0);
  const errors = counted.reduce((sum, one) => sum + (one.requests ?? 0) * (one.errorRatio ?? 0), 0);
  return { errors, ratio: n === 0 ? 0 : errors / n };
}

const whole = (value: number) => Math.round(value).toLocaleString("en-GB");

/** "0.3 %", "12 %" */
function percentText(ratio: number): string {
  const percent = ratio * 100;
  return `${percent < 10 ? Number(percent.toFixed(2)) : Math.round(percent)} %`;
}
