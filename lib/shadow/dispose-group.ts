import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { actOnGroup, type GroupAsked, type GroupRefusals, type GroupStanding } from "./act-on-group.ts";
import type { DisposeGroup } from "./input/triage.ts";

/** Says what is to become of a group: fix in new, legacy wrong, accept, not the same request. A noise rule is accepted by `acceptRule`. */
export async function disposeGroup(
  ctx: Ctx,
  { disposition, reason, ...asked }: GroupAsked & DisposeGroup,
): Promise<GroupStanding | Refused<GroupRefusals>> {
  return actOnGroup(ctx, asked, {
    verb: "shadow-group.disposed",
    say: (_group, asProductOwner) => ({ do: "disposed", disposition, reason, asProductOwner }),
  });
}
