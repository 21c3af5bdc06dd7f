import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { readMirrors } from "#lib/shadow/read-mirrors.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readMirrors(ctx, params));
