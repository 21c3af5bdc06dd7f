import { route } from "#lib/platform/http/route.ts";
import { GroupPath, LinkGroup } from "#lib/shadow/input/triage.ts";
import { linkGroup } from "#lib/shadow/link-group.ts";

export const PUT = route({ roles: ["lead", "admin"], params: GroupPath, body: LinkGroup }, (ctx, { params, body }) =>
  linkGroup(ctx, { ...params, ...body }),
);
