import { PollPath, SignDecision } from "#lib/launch/input/calls.ts";
import { signDecision } from "#lib/launch/sign-decision.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";

/** Any account may be a decider; the verb refuses who is none. */
export const POST = route(
  { roles: "any person", params: PollPath, body: SignDecision },
  async (ctx, { params, body, session }) => {
    if (session === null) return refuse("signed-out");
    return reply(201, await signDecision(ctx, { ...params, ...body, sessionId: session.id }));
  },
);
