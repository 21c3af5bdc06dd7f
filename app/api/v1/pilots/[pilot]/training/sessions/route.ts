import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { PlanSession, SessionsQuery } from "#lib/training/input/sessions.ts";
import { planSession } from "#lib/training/plan-session.ts";
import { readSessions } from "#lib/training/read-sessions.ts";

export const GET = route({ roles: "any person", params: PilotPath, query: SessionsQuery }, (ctx, { params, query }) =>
  readSessions(ctx, { ...params, ...query }),
);

export const POST = route(
  { roles: ["trainer", "lead"], params: PilotPath, body: PlanSession },
  async (ctx, { params, body }) => reply(201, await planSession(ctx, { ...params, ...body })),
);
