import { type JudgedStatement, judgeStatement, type Measured, type VerdictKind, worstOf } from "./judge.ts";

/** What the list shows of a test that has ended. */
export type TestSummary = {
  verdict: VerdictKind;
  counts: Record<VerdictKind | "unjudged", number>;
  /** The statement farthest beyond its limit, or nearest to it; null where nothing was judged. */
  worst: { name: string; msP95: number; limitMs: number } | null;
};

type Named = Measured & { name: string };

/** `whyEnded`: see judgeStatement. */
export function summarise(statements: readonly Named[], whyEnded: string): TestSummary {
  const judged = statements.map((one) => ({ ...one, ...judgeStatement(one, whyEnded) }));
  const counts = { bad: 0, inconclusive: 0, warning: 0, good: 0, unjudged: 0 };
  for (const { kind } of judged) counts[kind ?? "unjudged"]++;
  return { verdict: worstOf(judged.map(({ kind }) => kind)), counts, worst: worstIn(judged) };
}

function worstIn(judged: readonly (Named & JudgedStatement)[]): TestSummary["worst"] {
  let worst: TestSummary["worst"] = null;
  for (const { name, figures, limitMs } of judged) {
    if (figures === null || limitMs === null) continue;
    if (worst === null || figures.msP95 / limitMs > worst.msP95 / worst.limitMs)
      worst = { name, msP95: figures.msP95, limitMs };
  }
  return worst;
}
