import { HoldPath, ReleaseClock } from "#lib/launch/input/plan.ts";
import { releaseClock } from "#lib/launch/release-clock.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["lead", "admin"], params: HoldPath, body: ReleaseClock }, (ctx, { params, body }) =>
  releaseClock(ctx, { ...params, ...body }),
);
