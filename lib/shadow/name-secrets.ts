import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { changeRules, type RulesChanged } from "./change-rules.ts";
import { stepsOfPath } from "./core/normalise-path.ts";
import type { NameSecrets } from "./input/triage.ts";
import { openShadow } from "./open-shadow.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "rule-path-wrong";

/** Names JSON paths whose values are replaced before anything is compared or kept, beside what always is: `$.login.code`, `$..badge`. */
export async function nameSecrets(
  ctx: Ctx,
  { pilot, secrets, why }: NameSecrets & { pilot: string },
): Promise<RulesChanged | Refused<Refusals>> {
  const isPath = (path: string) => /^\$\.\.[^.[\]*]+$/.test(path) || stepsOfPath(path) !== null;
  if (!secrets.every(isPath)) return refuse("rule-path-wrong");
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, pilot);
    if (!opened.ok) return opened;
    return changeRules(tx, ctx, { opened, change: "secrets named", why, after: { secrets }, secrets });
  });
}
