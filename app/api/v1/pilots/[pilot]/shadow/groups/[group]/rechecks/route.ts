import { route } from "#lib/platform/http/route.ts";
import { GroupPath } from "#lib/shadow/input/triage.ts";
import { recheckGroup } from "#lib/shadow/recheck-group.ts";

export const POST = route({ roles: ["lead", "admin"], params: GroupPath }, (ctx, { params }) =>
  recheckGroup(ctx, params),
);
