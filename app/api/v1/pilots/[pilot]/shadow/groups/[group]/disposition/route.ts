import { route } from "#lib/platform/http/route.ts";
import { disposeGroup } from "#lib/shadow/dispose-group.ts";
import { DisposeGroup, GroupPath } from "#lib/shadow/input/triage.ts";
import { undoAct } from "#lib/shadow/undo-act.ts";

export const PUT = route({ roles: ["lead", "admin"], params: GroupPath, body: DisposeGroup }, (ctx, { params, body }) =>
  disposeGroup(ctx, { ...params, ...body }),
);

/** Takes back the last thing a person said about the group. */
export const DELETE = route({ roles: ["lead", "admin"], params: GroupPath }, (ctx, { params }) => undoAct(ctx, params));
