import type { Criterion } from "./criterion.ts";
import type { LevelFigures } from "./level-fold.ts";
import { type CapacitySearch, isSearch, type Profile } from "./profile.ts";
import { perSecond } from "./say.ts";

/** What a search for the capacity found: the highest level up to which every level held, and the first that did not. */
export type Capacity = { last: LevelFigures | null; first: LevelFigures | null };

/** Levels in order; one that cannot be judged ends what held, as one that failed does. */
export function capacityOf(levels: readonly LevelFigures[]): Capacity {
  const broke = levels.findIndex(({ kind }) => kind !== "pass");
  const held = broke === -1 ? levels : levels.slice(0, broke);
  return { last: held.at(-1) ?? null, first: broke === -1 ? null : (levels[broke] ?? null) };
}

export type SearchVerdict = { kind: "pass" | "fail" | "inconclusive"; sentence: string };

/** Holds when the level that was asked for held, or any did where none was. A level that cannot be judged is none that held. */
export function judgeSearch(levels: readonly LevelFigures[], { atLeast }: CapacitySearch): SearchVerdict {
  const { last, first } = capacityOf(levels);
  const found = last?.perSecond ?? 0;
  const says = sayCapacity({ last, first });
  if (atLeast !== null && found >= atLeast)
    return { kind: "pass", sentence: `${says} ${perSecond(atLeast)} were asked for.` };
  if (first?.kind === "inconclusive") return { kind: "inconclusive", sentence: says };
  if (last === null && first === null) return { kind: "inconclusive", sentence: says };
  if (atLeast !== null) return { kind: "fail", sentence: `${says} ${perSecond(atLeast)} were asked for.` };
  return { kind: last === null ? "fail" : "pass", sentence: says };
}

function sayCapacity({ last, first }: Capacity): string {
  if (first === null)
    return last === null ? "No level came to its end." : `Every level held, up to ${last.name}: the limit lies beyond.`;
  const why = first.sentences[0] ?? "";
  const how = first.kind === "fail" ? "did not hold" : "could not be judged";
  const held = last === null ? "No level held" : `The last level that held is ${last.name}`;
  return `${held}; ${first.name} ${how}: ${why}`;
}

/** Why a limit is none for a search, after its name or beside its field. */
export const noRecoveryInSearch =
  "a search for the capacity is judged level by level, and a recovery goes from one level to the next: nothing would judge it";

/** The place of a limit that nothing would judge: a recovery among those of a search. Null where there is none. */
export function unjudgedInSearch(criteria: readonly Criterion[], profile: Profile): number | null {
  const at = isSearch(profile) ? criteria.findIndex(({ metric }) => metric.kind === "recovery") : -1;
  return at === -1 ? null : at;
}
