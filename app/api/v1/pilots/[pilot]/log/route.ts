import { LogQuery } from "#lib/log/input.ts";
import { readLog } from "#lib/log/read-log.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath, query: LogQuery }, (ctx, { params, query }) =>
  readLog(ctx, { ...params, asked: query }),
);
