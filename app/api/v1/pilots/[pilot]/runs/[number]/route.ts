import { RunPath } from "#lib/load/input/start-run.ts";
import { webLiveRuns } from "#lib/load/live-runs.ts";
import { readRun } from "#lib/load/read-run.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: RunPath }, async (ctx, { params }) => {
  const found = await readRun(ctx, { ...params, live: webLiveRuns() });
  return found.ok ? found.run : found;
});
