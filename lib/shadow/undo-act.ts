import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { actOnGroup, type GroupAsked, type GroupRefusals, type GroupStanding } from "./act-on-group.ts";

/** Takes back the last thing a person said about a group. */
export async function undoAct(ctx: Ctx, asked: GroupAsked): Promise<GroupStanding | Refused<GroupRefusals>> {
  return actOnGroup(ctx, asked, { verb: "shadow-group.undone", say: () => ({ do: "undone" }) });
}
