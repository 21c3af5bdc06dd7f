import type { Criterion } from "./criterion.ts";
import { type Figure, figure, whole } from "./report-text.ts";
import { criterionName, inUnit, isAtLeast, measuredInWords } from "./say.ts";
import { verdictWord } from "./say-verdict.ts";
import type { CriterionReason, Judged, Verdict, VerdictKind } from "./verdict.ts";

/** A criterion of a report. `measured` and `limit` in ms, as a ratio, in requests a second or in seconds (recovery), by its metric. Where the
 *  limit holds for each second, `measured` is the share of the seconds beyond it, 0 to 1. */
export type CriterionFigures = {
  name: string;
  judgedBy: "measured" | "bound";
  measured: Figure;
  limitIs: "at most" | "at least";
  limit: Figure;
  /** Beyond it the criterion holds with a warning; null where nobody wants one. */
  warn: Figure | null;
  per: "run" | "second";
  /** "at most 500 ms in each second, warning over 400 ms" */
  limitInWords: string;
  n: Figure;
  kind: VerdictKind;
  isWarning: boolean;
  /** The verdict, and whether it is one with a warning. */
  word: string;
  reason: CriterionReason | null;
  sentence: string;
};

/** Worst first, as the verdict has them. */
export function criterionFigures({ criteria }: Verdict): CriterionFigures[] {
  return criteria.map(oneCriterion);
}

function oneCriterion({ criterion, measured, n, isWarning = false, ...judged }: Judged): CriterionFigures {
  const { kind, reason, sentence } = judged;
  return {
    name: criterionName(criterion),
    judgedBy: judgedBy(criterion),
    measured: figure(measured, (value) => measuredInWords(criterion, value)),
    ...limitsOf(criterion),
    n: whole(n),
    kind,
    isWarning,
    word: isWarning ? `${verdictWord[kind]}, warning` : verdictWord[kind],
    reason,
    sentence,
  };
}

function limitsOf(criterion: Criterion) {
  const { metric, limit, warn = null, per = "run" } = criterion;
  const inItsUnit = (value: number) => inUnit(metric, value);
  return {
    limitIs: isAtLeast(metric) ? ("at least" as const) : ("at most" as const),
    limit: figure(limit, inItsUnit),
    warn: warn === null ? null : figure(warn, inItsUnit),
    per,
    limitInWords: limitInWords(criterion),
  };
}

/** "p95 register lot: at most 250 ms, judged by the measured figure" */
export function limitAsSet(criterion: Criterion): string {
  const by = judgedBy(criterion) === "bound" ? "the 95 % bound" : "the measured figure";
  return `${criterionName(criterion)}: ${limitInWords(criterion)}, judged by ${by}`;
}

/** Each second is judged by its measured value, whatever was asked for. */
function judgedBy({ judge, per }: Criterion): "measured" | "bound" {
  return per === "second" ? "measured" : judge;
}

function limitInWords({ metric, limit, warn = null, per }: Criterion): string {
  const atLeast = isAtLeast(metric);
  const each = per === "second" ? " in each second" : "";
  const warned = warn === null ? "" : `, warning ${atLeast ? "under" : "over"} ${inUnit(metric, warn)}`;
  return `${atLeast ? "at least" : "at most"} ${inUnit(metric, limit)}${each}${warned}`;
}
