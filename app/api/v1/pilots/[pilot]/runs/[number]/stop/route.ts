import { RunPath, StopRun } from "#lib/load/input/start-run.ts";
import { stopRun } from "#lib/load/stop-run.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["lead", "admin"], params: RunPath, body: StopRun }, async (ctx, { params, body }) =>
  reply(202, await stopRun(ctx, { ...params, ...body })),
);
