import { route } from "#lib/platform/http/route.ts";
import { MarkSession, SessionPath } from "#lib/training/input/sessions.ts";
import { markSession } from "#lib/training/mark-session.ts";

export const POST = route(
  { roles: ["trainer", "lead"], params: SessionPath, body: MarkSession },
  (ctx, { params, body }) => markSession(ctx, { ...params, ...body }),
);
