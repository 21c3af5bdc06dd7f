import { ScenarioPath } from "#lib/load/input/scenarios.ts";
import { readScenarioHistory } from "#lib/load/read-scenario-history.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: ScenarioPath }, (ctx, { params }) =>
  readScenarioHistory(ctx, params),
);
