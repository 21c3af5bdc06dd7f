import { holdClock } from "#lib/launch/hold-clock.ts";
import { HoldClock } from "#lib/launch/input/plan.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: HoldClock },
  async (ctx, { params, body }) => reply(201, await holdClock(ctx, { ...params, ...body })),
);
