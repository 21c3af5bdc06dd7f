import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { holdRollout } from "#lib/rollout/hold-rollout.ts";
import { SayWhy } from "#lib/rollout/input/rollout.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: SayWhy },
  async (ctx, { params, body }) => reply(201, await holdRollout(ctx, { ...params, ...body })),
);
