import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { readCoverage } from "#lib/shadow/read-coverage.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readCoverage(ctx, params));
