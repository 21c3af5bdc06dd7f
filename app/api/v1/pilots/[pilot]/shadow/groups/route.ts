import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { GroupsQuery } from "#lib/shadow/input/triage.ts";
import { readGroups } from "#lib/shadow/read-groups.ts";

export const GET = route({ roles: "any person", params: PilotPath, query: GroupsQuery }, (ctx, { params, query }) =>
  readGroups(ctx, { ...params, ...query }),
);
