import { VersionPath } from "#lib/load/input/scenarios.ts";
import { readScenarioVersion } from "#lib/load/read-scenario-version.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: VersionPath }, (ctx, { params }) =>
  readScenarioVersion(ctx, params),
);
