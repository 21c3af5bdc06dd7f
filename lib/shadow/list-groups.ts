import type { ListedGroup } from "./core/shadow-view.ts";
import { groupStandings, type StandingGroup } from "./group-standings.ts";
import { spanOf } from "./parity-span.ts";
import { type Db, newestWindow } from "./store.ts";
import { countAnswered, newestExamples, sumGroups } from "./store-figures-groups.ts";

/** `only`: the id of a single group. */
type Asked = { now: Date; only?: number | null };

/** Groups with their figures in the window: critical ones first, then by count. `examples` are added to those that are shown. */
export async function listedGroups(db: Db, pilotId: string, asked: Asked): Promise<ListedGroup[]> {
  const span = spanOf(pilotId, await newestWindow(db, pilotId));
  const [standings, sums, answered] = await Promise.all([
    groupStandings(db, pilotId),
    sumGroups(db, span, asked),
    countAnswered(db, span),
  ]);
  const { only = null } = asked;
  const wanted = only === null ? standings : standings.filter(({ group }) => group.id === only);
  const listed = wanted.map((one) =>
    listedGroup(one, {
      n: sums.n.get(one.group.id) ?? 0,
      trend: sums.trends.get(one.group.id) ?? new Array<number>(48).fill(0),
      answered: answered.get(one.group.endpointId) ?? 0,
    }),
  );
  return listed.sort((a, b) => Number(b.isCritical) - Number(a.isCritical) || b.n - a.n || a.number - b.number);
}

type Figures = { n: number; trend: number[]; answered: number };

function listedGroup({ group, standing, isCritical }: StandingGroup, { n, trend, answered }: Figures): ListedGroup {
  const { number, endpoint, path, kind, shape } = group;
  return {
    ...{ number, endpoint, path, kind, shape, isCritical, standing, n, total: group.n, trend, examples: [] },
    share: answered === 0 ? null : Math.min(1, n / answered),
    firstAt: group.firstAt.toISOString(),
    lastAt: group.lastAt.toISOString(),
    firstArrivedAt: group.firstArrivedAt.toISOString(),
    lastArrivedAt: group.lastArrivedAt.toISOString(),
  };
}

/** With three examples each. */
export async function withExamples(db: Db, pilotId: string, groups: readonly ListedGroup[]): Promise<ListedGroup[]> {
  const examples = await newestExamples(
    db,
    pilotId,
    groups.map(({ number }) => number),
  );
  return groups.map((one) => ({ ...one, examples: examples.get(one.number) ?? [] }));
}
