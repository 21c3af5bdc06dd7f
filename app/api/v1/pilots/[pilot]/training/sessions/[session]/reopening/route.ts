import { route } from "#lib/platform/http/route.ts";
import { SayWhy, SessionPath } from "#lib/training/input/sessions.ts";
import { reopenSession } from "#lib/training/reopen-session.ts";

export const POST = route({ roles: ["trainer", "lead"], params: SessionPath, body: SayWhy }, (ctx, { params, body }) =>
  reopenSession(ctx, { ...params, ...body }),
);
