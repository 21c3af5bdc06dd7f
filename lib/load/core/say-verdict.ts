import type { RunKind } from "./run.ts";
import type { VerdictKind } from "./verdict.ts";

/** A verdict in words: as it stands on a plate, and what it means. */
export const verdictWord: Readonly<Record<VerdictKind, string>> = {
  pass: "PASS",
  fail: "FAIL",
  inconclusive: "INCONCLUSIVE",
};

const inconclusive = "not a pass, not a fail: the record cannot tell";
const notes: Readonly<Record<RunKind, Readonly<Record<VerdictKind, string>>>> = {
  load: {
    pass: "every criterion holds, on enough evidence",
    fail: "at least one criterion does not hold",
    inconclusive,
  },
  smoke: { pass: "every answer was as expected", fail: "at least one answer was not as expected", inconclusive },
};

/** What a verdict on a run of this kind means. */
export function verdictNote(run: RunKind, verdict: VerdictKind): string {
  return notes[run][verdict];
}
