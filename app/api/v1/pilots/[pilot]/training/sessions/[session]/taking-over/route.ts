import { route } from "#lib/platform/http/route.ts";
import { SayWhy, SessionPath } from "#lib/training/input/sessions.ts";
import { takeOverSession } from "#lib/training/take-over-session.ts";

export const POST = route({ roles: ["trainer", "lead"], params: SessionPath, body: SayWhy }, (ctx, { params, body }) =>
  takeOverSession(ctx, { ...params, ...body }),
);
