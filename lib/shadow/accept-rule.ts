import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { isCriticalGroup, sayAbout } from "./act-on-group.ts";
import { changeRules } from "./change-rules.ts";
import { stepsOfPath } from "./core/normalise-path.ts";
import { patternOf, touches } from "./core/path-pattern.ts";
import type { Rule, RuleSet } from "./core/rules.ts";
import type { AcceptRule } from "./input/triage.ts";
import { type Opened, openShadow } from "./open-shadow.ts";
import { type SwallowedGroup, swallowedBy } from "./preview-rule.ts";
import { findRuleSet, listRuleSets } from "./store.ts";
import { findGroup } from "./store-acts.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "rules-changed" | "rule-path-wrong" | "rule-touches-critical";
export type RuleAccepted = { ok: true; rule: string; version: number; swallowed: SwallowedGroup[] };

/** Puts a rule in force for what arrives from now on. Groups that it swallows as a whole are settled by it; of others what is counted stays.
 *  Refuses a rule that touches a critical field, and one that was looked at under other rules. */
export async function acceptRule(
  ctx: Ctx,
  { pilot, version, why, ...proposed }: AcceptRule & { pilot: string },
): Promise<RuleAccepted | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, pilot);
    if (!opened.ok) return opened;
    const pilotId = opened.pilot.id;
    if (opened.shadow.ruleVersion !== version) return changedMeanwhile(tx, pilotId);
    const { set } = await findRuleSet(tx, pilotId);
    const rule: Rule = { id: uuidv7(), ...proposed, why, by: ctx.actor.name, since: ctx.now().getTime() };
    const refused = ruleMistake(rule, set);
    if (refused !== null) return refuse(refused);
    const swallowed = await swallowedBy(tx, { pilotId, set, rule });
    const after = { rule: rule.id, ...proposed, groups: swallowed.map(({ group }) => group) };
    const change = { opened, change: "rule accepted", why, after, set: { rules: [...set.rules, rule] } };
    const made = await changeRules(tx, ctx, change);
    await settle(tx, ctx, { opened, rule, swallowed });
    return { ok: true, rule: rule.id, version: made.version, swallowed };
  });
}

/** Null when the rule may stand. */
export function ruleMistake(rule: Rule, set: RuleSet): "rule-path-wrong" | "rule-touches-critical" | null {
  if (stepsOfPath(rule.path.replace(/\.\*\*$/, "")) === null) return "rule-path-wrong";
  const pattern = patternOf(rule.path);
  const meets = (endpoint: string) => endpoint === "*" || rule.endpoint === "*" || endpoint === rule.endpoint;
  const touched = set.critical.some((one) => meets(one.endpoint) && touches(pattern, patternOf(one.path)));
  return touched ? "rule-touches-critical" : null;
}

async function changedMeanwhile(tx: Tx, pilotId: string): Promise<Refused<"rules-changed">> {
  const [newest] = await listRuleSets(tx, pilotId);
  return refuse("rules-changed", { says: { by: newest?.by ?? "somebody" } });
}

async function settle(
  tx: Tx,
  ctx: Ctx,
  { opened, rule, swallowed }: { opened: Opened; rule: Rule; swallowed: readonly SwallowedGroup[] },
): Promise<void> {
  for (const one of swallowed) {
    const group = one.wholly ? await findGroup(tx, opened.pilot.id, one.group) : null;
    if (group === null || (await isCriticalGroup(tx, group))) continue;
    const said = {
      ...{ do: "disposed" as const, disposition: "noise-rule" as const },
      ...{ reason: rule.why, asProductOwner: false, rule: rule.id },
    };
    await sayAbout(tx, ctx, { group, verb: "shadow-group.disposed", said });
  }
}
