import { readScenarioList } from "#lib/load/read-scenario-list.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) =>
  readScenarioList(ctx, params),
);
