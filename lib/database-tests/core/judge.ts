import { samplesForPercentile } from "#lib/load/core/samples-needed.ts";
import { milliseconds } from "#lib/load/core/say.ts";
import type { Ending } from "./statement.ts";

/** What a statement's times say about its limit. */

const verdictKinds = ["bad", "inconclusive", "warning", "good"] as const;
/** Worst first. */
export type VerdictKind = (typeof verdictKinds)[number];

export type Figures = { n: number; msP50: number; msP95: number; msMax: number };
/** `kind`: null where no limit is set. `sentence` is complete in itself. */
export type JudgedStatement = { kind: VerdictKind | null; sentence: string; figures: Figures | null };

export type Measured = {
  timesMs: readonly number[];
  limitMs: number | null;
  warnMs: number | null;
  /** Null: it has not come to its end. */
  ending: Ending | null;
  wrong: string | null;
};

/** p95 of fewer executions would be their maximum or close to it: 90, for a chance of 1 % that none lies beyond it. */
export const runsForP95 = samplesForPercentile(0.95);

/** Percentiles are values that were measured (nearest rank). Null without any. */
export function figuresOf(timesMs: readonly number[]): Figures | null {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const rank = (q: number) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
  if (sorted.length === 0) return null;
  return { n: sorted.length, msP50: rank(0.5), msP95: rank(0.95), msMax: sorted[sorted.length - 1] ?? 0 };
}

/** `whyEnded`: what cut the test short, for statements that did not come to their end. */
export function judgeStatement(measured: Measured, whyEnded: string): JudgedStatement {
  const { timesMs, limitMs, ending, wrong } = measured;
  const figures = figuresOf(timesMs);
  if (ending === "over-time") return { kind: limitMs === null ? null : "bad", sentence: wrong ?? "", figures };
  if (ending === "refused" || ending === "failed")
    return { kind: "inconclusive", sentence: wrong ?? "It failed.", figures };
  if (figures === null) return { kind: "inconclusive", sentence: `It was not measured: ${whyEnded}`, figures };
  if (limitMs === null) return { kind: null, sentence: "It has no limit.", figures };
  if (figures.n < runsForP95) {
    const why = ending === null ? ` ${whyEnded}` : "";
    const sentence = `p95 needs ${runsForP95} executions; there ${figures.n === 1 ? "is 1" : `are ${figures.n}`}.${why}`;
    return { kind: "inconclusive", sentence, figures };
  }
  return { ...byLimit(figures.msP95, limitMs, measured.warnMs), figures };
}

function byLimit(msP95: number, limitMs: number, warnMs: number | null): { kind: VerdictKind; sentence: string } {
  const said = `p95 is ${beside(msP95, limitMs)}`;
  if (msP95 > limitMs) return { kind: "bad", sentence: `${said}, over the limit of ${milliseconds(limitMs)}.` };
  if (warnMs !== null && msP95 > warnMs)
    return {
      kind: "warning",
      sentence: `${said}: within the limit of ${milliseconds(limitMs)}, beyond ${milliseconds(warnMs)}, from where you want to be warned.`,
    };
  return { kind: "good", sentence: `${said}, within the limit of ${milliseconds(limitMs)}.` };
}

/** As many figures as it takes to tell it from its limit. */
function beside(ms: number, limitMs: number): string {
  for (let digits = 3; digits < 9; digits++)
    if (ms === limitMs || milliseconds(ms, digits) !== milliseconds(limitMs, digits)) return milliseconds(ms, digits);
  return milliseconds(ms, 9);
}

/** The worst of those that were judged; inconclusive where none was. */
export function worstOf(kinds: readonly (VerdictKind | null)[]): VerdictKind {
  return verdictKinds.find((kind) => kinds.includes(kind)) ?? "inconclusive";
}

/** "1.12 ×"; null where nothing can be said. */
export function ratioText(now: number | null, before: number | null): string | null {
  if (now === null || before === null || before <= 0) return null;
  return `${(now / before).toFixed(2)} ×`;
}
