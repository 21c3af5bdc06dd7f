import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { MarkCritical } from "#lib/shadow/input/triage.ts";
import { markCritical } from "#lib/shadow/mark-critical.ts";

export const PUT = route({ roles: ["lead", "admin"], params: PilotPath, body: MarkCritical }, (ctx, { params, body }) =>
  markCritical(ctx, { ...params, ...body }),
);
