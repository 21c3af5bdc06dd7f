import { SystemPath, UnlockProduction } from "#lib/pilots/input.ts";
import { unlockProduction } from "#lib/pilots/unlock-production.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["admin"], params: SystemPath, body: UnlockProduction },
  async (ctx, { params, body }) => reply(201, await unlockProduction(ctx, { ...params, ...body })),
);
