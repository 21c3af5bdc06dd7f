import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { readParity } from "#lib/shadow/read-parity.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readParity(ctx, params));
