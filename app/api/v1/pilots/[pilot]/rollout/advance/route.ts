import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { advanceStage } from "#lib/rollout/advance-stage.ts";
import { AdvanceStage } from "#lib/rollout/input/rollout.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: AdvanceStage },
  async (ctx, { params, body }) => reply(201, await advanceStage(ctx, { ...params, ...body })),
);
