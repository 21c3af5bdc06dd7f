import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { ruleMistake } from "./accept-rule.ts";
import { type Parity, parityOf } from "./core/parity.ts";
import type { Rule } from "./core/rules.ts";
import { effectsOf, groupStandings } from "./group-standings.ts";
import type { PreviewRule } from "./input/triage.ts";
import { spanOf } from "./parity-span.ts";
import { type SwallowedGroup, swallowedBy } from "./preview-rule.ts";
import { findRuleSet, newestWindow } from "./store.ts";
import { sumOutcomes } from "./store-figures.ts";

type Preview = { ok: true; version: number; swallowed: SwallowedGroup[]; now: Parity; then: Parity };
type Refusals = "pilot-not-found" | "rule-path-wrong" | "rule-touches-critical";

/** What a rule would swallow, and parity before and after. Nothing is changed. */
export async function readRulePreview(
  ctx: Ctx,
  { pilot: slug, ...proposed }: PreviewRule & { pilot: string },
): Promise<Preview | Refused<Refusals>> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const { set } = await findRuleSet(ctx.db, pilotId);
  const rule: Rule = { id: "preview", ...proposed, why: "", by: ctx.actor.name, since: ctx.now().getTime() };
  const mistake = ruleMistake(rule, set);
  if (mistake !== null) return refuse(mistake);
  const swallowed = await swallowedBy(ctx.db, { pilotId, set, rule });
  const outcomes = await sumOutcomes(ctx.db, spanOf(pilotId, await newestWindow(ctx.db, pilotId)));
  const standings = await groupStandings(ctx.db, pilotId);
  const effectOf = effectsOf(standings);
  const wholly = new Set(swallowed.flatMap((one) => (one.wholly ? [one.group] : [])));
  const settled = new Set(standings.flatMap(({ group }) => (wholly.has(group.number) ? [group.id] : [])));
  const then = parityOf(outcomes, (group) => (settled.has(group) ? "accepted" : effectOf(group)));
  return { ok: true, version: set.version, swallowed, now: parityOf(outcomes, effectOf), then };
}
