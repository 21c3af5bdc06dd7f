import { route } from "#lib/platform/http/route.ts";
import { closeSession } from "#lib/training/close-session.ts";
import { CloseSession, SessionPath } from "#lib/training/input/sessions.ts";

export const POST = route(
  { roles: ["trainer", "lead"], params: SessionPath, body: CloseSession },
  (ctx, { params, body }) => closeSession(ctx, { ...params, ...body }),
);
