import { scenarioBodyBytes } from "#lib/load/input/scenarios.ts";
import { RunsQuery, StartRun } from "#lib/load/input/start-run.ts";
import { webLiveRuns } from "#lib/load/live-runs.ts";
import { readRuns } from "#lib/load/read-runs.ts";
import { startRun } from "#lib/load/start-run.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath, query: RunsQuery }, (ctx, { params, query }) =>
  readRuns(ctx, { ...params, live: webLiveRuns(), asked: query }),
);

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: StartRun, bodyBytes: scenarioBodyBytes },
  async (ctx, { params, body }) => {
    const started = await startRun(ctx, { ...params, ...body });
    const location = started.ok ? { location: `/api/v1/pilots/${params.pilot}/runs/${started.number}` } : {};
    return reply(201, started, location);
  },
);
