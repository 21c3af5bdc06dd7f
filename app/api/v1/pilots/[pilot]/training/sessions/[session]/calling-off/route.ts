import { route } from "#lib/platform/http/route.ts";
import { callOffSession } from "#lib/training/call-off-session.ts";
import { SayWhy, SessionPath } from "#lib/training/input/sessions.ts";

export const POST = route({ roles: ["trainer", "lead"], params: SessionPath, body: SayWhy }, (ctx, { params, body }) =>
  callOffSession(ctx, { ...params, ...body }),
);
