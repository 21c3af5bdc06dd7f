import { reply, route } from "#lib/platform/http/route.ts";
import { amendAct } from "#lib/training/amend-act.ts";
import { AmendAct, SessionPath } from "#lib/training/input/sessions.ts";

export const POST = route(
  { roles: ["trainer", "lead"], params: SessionPath, body: AmendAct },
  async (ctx, { params, body }) => reply(201, await amendAct(ctx, { ...params, ...body })),
);
