import { askReload } from "#lib/displays/ask-reload.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["lead", "admin"], params: PilotPath }, (ctx, { params }) => askReload(ctx, params));
