import { reply, route } from "#lib/platform/http/route.ts";
import { SaySession, SessionPath } from "#lib/training/input/sessions.ts";
import { sayAboutSession } from "#lib/training/say-about-session.ts";

export const POST = route(
  { roles: ["trainer", "lead"], params: SessionPath, body: SaySession },
  async (ctx, { params, body }) => reply(201, await sayAboutSession(ctx, { ...params, ...body })),
);
