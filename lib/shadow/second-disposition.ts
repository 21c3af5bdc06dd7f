import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { actOnGroup, type GroupAsked, type GroupRefusals, type GroupStanding } from "./act-on-group.ts";

/** A second person's yes to the disposition that stands. */
export async function secondDisposition(ctx: Ctx, asked: GroupAsked): Promise<GroupStanding | Refused<GroupRefusals>> {
  return actOnGroup(ctx, asked, {
    verb: "shadow-group.seconded",
    say: (_group, asProductOwner) => ({ do: "seconded", asProductOwner }),
  });
}
