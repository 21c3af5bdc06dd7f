import { route } from "#lib/platform/http/route.ts";
import { GroupPath } from "#lib/shadow/input/triage.ts";
import { readGroup } from "#lib/shadow/read-group.ts";

export const GET = route({ roles: "any person", params: GroupPath }, (ctx, { params }) => readGroup(ctx, params));
