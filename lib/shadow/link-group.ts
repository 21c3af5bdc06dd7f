import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { actOnGroup, type GroupAsked, type GroupRefusals, type GroupStanding } from "./act-on-group.ts";

/** Names the address where a group's mending is followed, or none. */
export async function linkGroup(
  ctx: Ctx,
  { link, ...asked }: GroupAsked & { link: string | null },
): Promise<GroupStanding | Refused<GroupRefusals>> {
  return actOnGroup(ctx, asked, { verb: "shadow-group.linked", say: () => ({ do: "link-set", link }) });
}
