import { endSession } from "#lib/access/end-session.ts";
import { SessionPath } from "#lib/access/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const DELETE = route({ roles: "any person", params: SessionPath }, (ctx, { params }) => endSession(ctx, params));
