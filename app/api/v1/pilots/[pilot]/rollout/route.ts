import { isLaunchDecided } from "#lib/launch/read-launch-decided.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { beginRollout } from "#lib/rollout/begin-rollout.ts";
import { BeginRollout } from "#lib/rollout/input/rollout.ts";
import { readRollout } from "#lib/rollout/read-rollout.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readRollout(ctx, params));

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: BeginRollout },
  async (ctx, { params, body }) => {
    const isDecided = await isLaunchDecided(ctx, params);
    return reply(201, await beginRollout(ctx, { ...params, ...body, isDecided }));
  },
);
