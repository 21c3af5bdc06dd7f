import { LiftAddress } from "#lib/access/input.ts";
import { liftAddress } from "#lib/access/lift-waits.ts";
import { route } from "#lib/platform/http/route.ts";

export const DELETE = route({ roles: ["admin"], body: LiftAddress }, (ctx, { body }) => liftAddress(ctx, body));
