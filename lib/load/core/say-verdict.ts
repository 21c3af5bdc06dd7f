import type { VerdictKind } from "./verdict.ts";

/** A verdict in words: as it stands on a plate, and what it means. */
export const verdictWord: Readonly<Record<VerdictKind, string>> = {
  pass: "PASS",
  fail: "FAIL",
  inconclusive: "INCONCLUSIVE",
};

export const verdictNote: Readonly<Record<VerdictKind, string>> = {
  pass: "every criterion holds, on enough evidence",
  fail: "at least one criterion does not hold",
  inconclusive: "not a pass, not a fail: the record cannot tell",
};
