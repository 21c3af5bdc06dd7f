import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { releaseRollout } from "#lib/rollout/release-rollout.ts";

export const POST = route({ roles: ["lead", "admin"], params: PilotPath }, async (ctx, { params }) =>
  reply(201, await releaseRollout(ctx, params)),
);
