import { type Figure, figure, whole } from "./report-text.ts";
import { besideLimit, criterionName, inUnit, isAtLeast } from "./say.ts";
import { verdictWord } from "./say-verdict.ts";
import type { CriterionReason, Judged, Verdict, VerdictKind } from "./verdict.ts";

/** A criterion of a report. `measured` and `limit` in ms, as a ratio, or in requests a second, by its metric. */
export type CriterionFigures = {
  name: string;
  judgedBy: "measured" | "bound";
  measured: Figure;
  limitIs: "at most" | "at least";
  limit: Figure;
  n: Figure;
  kind: VerdictKind;
  word: string;
  reason: CriterionReason | null;
  sentence: string;
};

/** Worst first, as the verdict has them. */
export function criterionFigures({ criteria }: Verdict): CriterionFigures[] {
  return criteria.map(oneCriterion);
}

function oneCriterion({ criterion, kind, reason, sentence, measured, n }: Judged): CriterionFigures {
  return {
    name: criterionName(criterion),
    judgedBy: criterion.judge,
    measured: figure(measured, (value) => besideLimit(criterion, value)),
    limitIs: isAtLeast(criterion.metric) ? "at least" : "at most",
    limit: figure(criterion.limit, (value) => inUnit(criterion.metric, value)),
    n: whole(n),
    ...{ kind, word: verdictWord[kind], reason, sentence },
  };
}
