import { momentText } from "../pilots/core/place-text.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type GroupAsked, type GroupRefusals, type GroupStanding, sayAbout } from "./act-on-group.ts";
import { openShadow } from "./open-shadow.ts";
import { newestWindow } from "./store.ts";
import { findGroup } from "./store-acts.ts";
import { comparedSince } from "./store-figures.ts";

/** Looks whether a group that is to be fixed is gone in the window that parity is about: its endpoint was compared there, and it was not seen.
 *  Then its earlier exchanges leave parity, and the endpoint's duration begins anew. */
export async function recheckGroup(
  ctx: Ctx,
  asked: GroupAsked,
): Promise<GroupStanding | Refused<GroupRefusals | "nothing-since">> {
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, asked.pilot);
    if (!opened.ok) return opened;
    const group = await findGroup(tx, opened.pilot.id, asked.group);
    if (group === null) return refuse("group-not-found");
    const since = (await newestWindow(tx, opened.pilot.id))?.from ?? group.firstAt;
    const exchanges = await comparedSince(tx, group.endpointId, since);
    if (exchanges === 0)
      return refuse("nothing-since", {
        says: { since: momentText(since.getTime(), opened.pilot.timeZone, ctx.now().getTime()) },
      });
    const said = { do: "rechecked" as const, isGone: group.lastAt < since, exchanges };
    return sayAbout(tx, ctx, { group, verb: "shadow-group.rechecked", said });
  });
}
