import { route } from "#lib/platform/http/route.ts";
import { RolloutPath, WrittenQuery } from "#lib/rollout/input/rollout.ts";
import { readWritten } from "#lib/rollout/read-written.ts";

export const GET = route({ roles: "any person", params: RolloutPath, query: WrittenQuery }, (ctx, { params, query }) =>
  readWritten(ctx, { ...params, after: query.after ?? null }),
);
