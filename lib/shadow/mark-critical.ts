import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { changeRules, type RulesChanged } from "./change-rules.ts";
import { stepsOfPath } from "./core/normalise-path.ts";
import type { MarkCritical } from "./input/triage.ts";
import { openShadow } from "./open-shadow.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "rule-path-wrong";

/** Says which fields need a second person for any acceptance: the whole list. */
export async function markCritical(
  ctx: Ctx,
  { pilot, critical, why }: MarkCritical & { pilot: string },
): Promise<RulesChanged | Refused<Refusals>> {
  if (critical.some(({ path }) => stepsOfPath(path.replace(/\.\*\*$/, "")) === null)) return refuse("rule-path-wrong");
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, pilot);
    if (!opened.ok) return opened;
    return changeRules(tx, ctx, {
      opened,
      change: "critical fields named",
      why,
      after: { critical },
      set: { critical },
    });
  });
}
