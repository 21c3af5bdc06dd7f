import { SystemPath, WithReason } from "#lib/pilots/input.ts";
import { removeSystem } from "#lib/pilots/remove-system.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["admin"], params: SystemPath, body: WithReason }, async (ctx, { params, body }) =>
  reply(201, await removeSystem(ctx, { ...params, ...body })),
);
