import { route } from "#lib/platform/http/route.ts";
import { GroupPath, OwnGroup } from "#lib/shadow/input/triage.ts";
import { ownGroup } from "#lib/shadow/own-group.ts";

export const PUT = route({ roles: ["lead", "admin"], params: GroupPath, body: OwnGroup }, (ctx, { params, body }) =>
  ownGroup(ctx, { ...params, ...body }),
);
