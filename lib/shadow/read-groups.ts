import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { isListed } from "./core/listed-group.ts";
import type { GroupsView, ListedGroup } from "./core/shadow-view.ts";
import type { GroupsQuery } from "./input/triage.ts";
import { listedGroups, withExamples } from "./list-groups.ts";

/** More than a page can show says nothing to anybody; the filter finds the rest. */
const mostShown = 500;

/** The groups of differences, critical ones first, then by count. Every word of the filter must be somewhere in a row;
 *  which groups a state shows is said in core. */
export async function readGroups(
  ctx: Ctx,
  { pilot: slug, filter, state }: GroupsQuery & { pilot: string },
): Promise<({ ok: true } & GroupsView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const all = await listedGroups(ctx.db, found.pilot.id, { now: ctx.now() });
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const matching = all.filter((one) => isListed(one, state) && words.every((word) => textOf(one).includes(word)));
  const groups = await withExamples(ctx.db, found.pilot.id, matching.slice(0, mostShown));
  const unseen = all.filter((one) => isListed(one, "unseen")).length;
  return { ok: true, groups, all: all.length - unseen, unseen, matching: matching.length };
}

function textOf({ number, endpoint, path, kind, shape, isCritical, standing }: ListedGroup): string {
  const { state, owner, disposition } = standing;
  return [number, endpoint, path, kind, shape, isCritical ? "critical" : "", state, owner ?? "", disposition ?? ""]
    .join(" ")
    .toLowerCase();
}
