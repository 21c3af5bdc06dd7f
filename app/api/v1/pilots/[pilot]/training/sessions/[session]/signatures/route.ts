import { reply, route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";
import { SessionPath, SignAsTrainer } from "#lib/training/input/sessions.ts";
import { signAsTrainer } from "#lib/training/sign-as-trainer.ts";

export const POST = route(
  { roles: ["trainer", "lead"], params: SessionPath, body: SignAsTrainer },
  async (ctx, { params, body, session }) => {
    if (session === null) return refuse("signed-out");
    return reply(201, await signAsTrainer(ctx, { ...params, ...body, sessionId: session.id }));
  },
);
