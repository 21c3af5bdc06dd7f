import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { actOnGroup, type GroupAsked, type GroupRefusals, type GroupStanding } from "./act-on-group.ts";

/** Names who sees to a group, or nobody. */
export async function ownGroup(
  ctx: Ctx,
  { owner, ...asked }: GroupAsked & { owner: string | null },
): Promise<GroupStanding | Refused<GroupRefusals>> {
  return actOnGroup(ctx, asked, { verb: "shadow-group.owned", say: () => ({ do: "owner-set", owner }) });
}
