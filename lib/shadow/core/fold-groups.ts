import type { Standing } from "./dispositions.ts";

/** Groups that are one and the same difference once their endpoints are one. */

/** `isThere`: the group is of the endpoint that the others are folded into. */
export type Foldable = { id: number; isThere: boolean; standing: Pick<Standing, "disposition" | "rule" | "state"> };

/** Which group stays, and whose acts it has from then on: its own where they are the same; `nobody`: it opens again. */
export type Fold = { stays: number; says: number };
export const nobody = 0;

/** What was said of a group that is there holds for what joins it. Otherwise what was said is kept where all agree; where they do not, a fix
 *  (it counts against parity as an open group does), else nothing: no exchange becomes accepted because its address was like another one's.
 *  `groups` by number, the oldest first; null when there is none. */
export function foldOf(groups: readonly Foldable[]): Fold | null {
  const there = groups.find(({ isThere }) => isThere);
  const first = there ?? groups[0];
  if (first === undefined) return null;
  const holds = there !== undefined && there.standing.disposition !== null;
  const agreed = groups.every(({ standing }) => saidOf(standing) === saidOf(first.standing));
  if (holds || agreed) return { stays: first.id, says: first.id };
  const says =
    groups.find(({ standing }) => standing.state === "fixing") ??
    [first, ...groups].find(({ standing }) => standing.disposition === null);
  return { stays: (there ?? says ?? first).id, says: says?.id ?? nobody };
}

function saidOf({ disposition, rule, state }: Foldable["standing"]): string {
  return `${disposition} ${rule} ${state}`;
}
