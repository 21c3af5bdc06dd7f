import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { sayAbout } from "./act-on-group.ts";
import { changeRules } from "./change-rules.ts";
import { standingOf } from "./core/dispositions.ts";
import { openShadow } from "./open-shadow.ts";
import { findRuleSet } from "./store.ts";
import { actsOfPilot, listGroups } from "./store-acts.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "rule-not-found";
type Withdrawn = { ok: true; version: number; reopened: number[] };

/** Takes a rule out of force. Groups that it settled open again; what it ignored meanwhile was counted as ignored and stays so. */
export async function withdrawRule(
  ctx: Ctx,
  { pilot, rule: id, why }: { pilot: string; rule: string; why: string },
): Promise<Withdrawn | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, pilot);
    if (!opened.ok) return opened;
    const pilotId = opened.pilot.id;
    const { set } = await findRuleSet(tx, pilotId);
    if (!set.rules.some((one) => one.id === id)) return refuse("rule-not-found");
    const rules = set.rules.filter((one) => one.id !== id);
    const made = await changeRules(tx, ctx, {
      opened,
      change: "rule withdrawn",
      why,
      after: { rule: id },
      set: { rules },
    });
    const acts = await actsOfPilot(tx, pilotId);
    const settled = (await listGroups(tx, pilotId)).filter((group) => {
      const said = (acts.get(group.id) ?? []).map((one) => one.act);
      return standingOf(said, { isCritical: false }).rule === id;
    });
    for (const group of settled) {
      const said = { do: "reopened" as const, seenAt: group.lastAt.getTime() };
      await sayAbout(tx, ctx, { group, verb: "shadow-group.reopened", said });
    }
    return { ok: true, version: made.version, reopened: settled.map(({ number }) => number) };
  });
}
