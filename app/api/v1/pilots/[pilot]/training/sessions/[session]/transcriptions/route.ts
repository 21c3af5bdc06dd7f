import { reply, route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";
import { SessionPath, TranscribePaper } from "#lib/training/input/sessions.ts";
import { transcribePaper } from "#lib/training/transcribe-paper.ts";

export const POST = route(
  { roles: ["trainer", "lead"], params: SessionPath, body: TranscribePaper },
  async (ctx, { params, body, session }) => {
    if (session === null) return refuse("signed-out");
    return reply(201, await transcribePaper(ctx, { ...params, ...body, sessionId: session.id }));
  },
);
