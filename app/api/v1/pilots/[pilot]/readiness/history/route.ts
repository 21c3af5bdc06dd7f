import { readReadinessHistory } from "#lib/launch/read-readiness-history.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) =>
  readReadinessHistory(ctx, params),
);
