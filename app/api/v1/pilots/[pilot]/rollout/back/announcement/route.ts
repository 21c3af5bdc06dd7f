import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { announceBack } from "#lib/rollout/announce-back.ts";
import { SayTold } from "#lib/rollout/input/rollout.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: SayTold },
  async (ctx, { params, body }) => reply(201, await announceBack(ctx, { ...params, ...body })),
);
