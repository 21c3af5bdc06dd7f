import { CallPath, LiftCall } from "#lib/launch/input/calls.ts";
import { liftCall } from "#lib/launch/lift-call.ts";
import { route } from "#lib/platform/http/route.ts";

/** Any account may hold the duty for it; the verb refuses who does not. */
export const POST = route({ roles: "any person", params: CallPath, body: LiftCall }, (ctx, { params, body }) =>
  liftCall(ctx, { ...params, ...body }),
);
