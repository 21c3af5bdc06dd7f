import { EventPath } from "#lib/log/input.ts";
import { readEvent } from "#lib/log/read-event.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: EventPath }, (ctx, { params }) => readEvent(ctx, params));
