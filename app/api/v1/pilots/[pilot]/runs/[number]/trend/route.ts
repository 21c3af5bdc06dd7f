import { RunPath } from "#lib/load/input/start-run.ts";
import { readTrend } from "#lib/load/read-trend.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: RunPath }, (ctx, { params }) => readTrend(ctx, params));
