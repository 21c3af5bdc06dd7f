import { RunPath, SecondsQuery } from "#lib/load/input/start-run.ts";
import { readRunSeconds } from "#lib/load/read-run-seconds.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: RunPath, query: SecondsQuery }, (ctx, { params, query }) =>
  readRunSeconds(ctx, { ...params, ...query }),
);
