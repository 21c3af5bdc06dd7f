import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { RulesView } from "./core/shadow-view.ts";
import { recompareView } from "./recompare-view.ts";
import { findRuleSet, listRuleSets, newestRecompare } from "./store.ts";
import { sumIgnored } from "./store-figures.ts";

/** The rules in force, how often each made a difference not count, and their history. */
export async function readRules(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & RulesView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const [{ set, secrets }, ignored, history, recompare] = await Promise.all([
    findRuleSet(ctx.db, pilotId),
    sumIgnored(ctx.db, { pilotId, from: null, to: null }),
    listRuleSets(ctx.db, pilotId),
    newestRecompare(ctx.db, pilotId),
  ]);
  return {
    ok: true,
    ...set,
    rules: set.rules.map((rule) => ({ ...rule, ignored: ignored.get(rule.id) ?? 0 })),
    secrets,
    history: history.map(({ version, change, why, by, at }) => ({ version, change, why, by, at: at.toISOString() })),
    recompare: recompareView(recompare),
  };
}
