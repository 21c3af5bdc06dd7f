import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { SetWindow } from "#lib/shadow/input/triage.ts";
import { setWindow } from "#lib/shadow/set-window.ts";

export const PUT = route({ roles: ["lead", "admin"], params: PilotPath, body: SetWindow }, (ctx, { params, body }) =>
  setWindow(ctx, { ...params, ...body }),
);
