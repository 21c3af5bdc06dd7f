import { PersonPath } from "#lib/access/input.ts";
import { liftWaits } from "#lib/access/lift-waits.ts";
import { route } from "#lib/platform/http/route.ts";

export const DELETE = route({ roles: ["admin"], params: PersonPath }, (ctx, { params }) => liftWaits(ctx, params));
