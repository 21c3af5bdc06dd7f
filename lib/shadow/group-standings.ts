import { compileRules } from "./core/compile-rules.ts";
import { type Standing, standingOf } from "./core/dispositions.ts";
import type { Effect } from "./core/parity.ts";
import type { Db } from "./store.ts";
import { findRuleSet } from "./store.ts";
import { actsOfPilot, type GroupRow, listGroups, type SaidAct } from "./store-acts.ts";

/** How every group of a pilot stands, worked out from what was said about it. */
export type StandingGroup = { group: GroupRow; standing: Standing; isCritical: boolean; acts: readonly SaidAct[] };

export async function groupStandings(db: Db, pilotId: string): Promise<StandingGroup[]> {
  const [{ set }, groups, acts] = await Promise.all([
    findRuleSet(db, pilotId),
    listGroups(db, pilotId),
    actsOfPilot(db, pilotId),
  ]);
  const rules = compileRules(set);
  return groups.map((group) => {
    const isCritical = rules.of(group.endpoint).isCritical(group.path);
    const said = acts.get(group.id) ?? [];
    return {
      group,
      isCritical,
      acts: said,
      standing: standingOf(
        said.map((one) => one.act),
        { isCritical },
      ),
    };
  });
}

/** What core's parity asks. A group that is not there counts. */
export function effectsOf(standings: readonly StandingGroup[]): (group: number) => Effect {
  const effects = new Map(standings.map(({ group, standing }) => [group.id, standing.effect]));
  return (group) => effects.get(group) ?? "counts";
}
