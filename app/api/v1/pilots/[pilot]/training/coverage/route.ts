import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { CoverageQuery } from "#lib/training/input/coverage.ts";
import { readCoverage } from "#lib/training/read-coverage.ts";

export const GET = route({ roles: "any person", params: PilotPath, query: CoverageQuery }, (ctx, { params, query }) =>
  readCoverage(ctx, { ...params, ...query }),
);
