import { RunPath } from "#lib/load/input/start-run.ts";
import { TargetFiguresQuery } from "#lib/load/input/target-figures.ts";
import { readTargetFigures } from "#lib/load/read-target-figures.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route(
  { roles: "any person", params: RunPath, query: TargetFiguresQuery },
  (ctx, { params, query }) => readTargetFigures(ctx, { ...params, ...query }),
);
