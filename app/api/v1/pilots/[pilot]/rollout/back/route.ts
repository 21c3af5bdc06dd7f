import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { callBack } from "#lib/rollout/call-back.ts";
import { CallBack } from "#lib/rollout/input/rollout.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: CallBack },
  async (ctx, { params, body }) => reply(201, await callBack(ctx, { ...params, ...body })),
);
