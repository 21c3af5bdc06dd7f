import type { Criterion } from "./criterion.ts";
import { missingIn, stepsWithin } from "./criterion-scope.ts";
import type { Scenario } from "./scenario.ts";

/** The limits of a set as far as a part of a scenario can be judged by them. `leftOut`: those about what the part does not send. */
export type LimitsOfPart =
  | { ok: true; kept: Criterion[]; leftOut: Criterion[] }
  /** The whole scenario has nothing of the kind; `at`: the limit's place. */
  | { ok: false; why: "unknown"; at: number; what: string }
  /** Not one is left, beside delivery. */
  | { ok: false; why: "none-left" };

/** Leaves out what the part does not send. Refuses a limit about something that the scenario has not at all: that is another scenario's set, or a
 *  slip of the pen, and leaving it out would hide it. */
export function limitsOfPart(
  criteria: readonly Criterion[],
  { scenario, part }: { scenario: Scenario; part: Scenario },
): LimitsOfPart {
  for (const [at, { scope }] of criteria.entries()) {
    const what = missingIn(scenario, scope);
    if (what !== null) return { ok: false, why: "unknown", at, what };
  }
  const isSent = ({ scope }: Criterion) => scope.kind === "all" || stepsWithin(scope, part).length > 0;
  const kept = criteria.filter(isSent);
  const leftOut = criteria.filter((one) => !isSent(one));
  const isEmpty = !kept.some(({ metric }) => metric.kind !== "delivered");
  return leftOut.length > 0 && isEmpty ? { ok: false, why: "none-left" } : { ok: true, kept, leftOut };
}
