import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { closeRollout } from "#lib/rollout/close-rollout.ts";
import { SayWhy } from "#lib/rollout/input/rollout.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: SayWhy },
  async (ctx, { params, body }) => reply(201, await closeRollout(ctx, { ...params, ...body })),
);
