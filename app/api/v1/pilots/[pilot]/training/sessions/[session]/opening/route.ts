import { route } from "#lib/platform/http/route.ts";
import { SessionPath } from "#lib/training/input/sessions.ts";
import { openSession } from "#lib/training/open-session.ts";

export const POST = route({ roles: ["trainer", "lead"], params: SessionPath }, (ctx, { params }) =>
  openSession(ctx, params),
);
