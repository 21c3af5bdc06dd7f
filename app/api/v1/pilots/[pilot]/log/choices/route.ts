import { readLogChoices } from "#lib/log/read-log-choices.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readLogChoices(ctx, params));
