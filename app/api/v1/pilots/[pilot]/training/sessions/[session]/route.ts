import { route } from "#lib/platform/http/route.ts";
import { changeSession } from "#lib/training/change-session.ts";
import { ChangeSession, SessionPath } from "#lib/training/input/sessions.ts";
import { readTrainingSession } from "#lib/training/read-session.ts";

export const GET = route({ roles: "any person", params: SessionPath }, (ctx, { params }) =>
  readTrainingSession(ctx, params),
);

export const PATCH = route(
  { roles: ["trainer", "lead"], params: SessionPath, body: ChangeSession },
  (ctx, { params, body }) => changeSession(ctx, { ...params, ...body }),
);
