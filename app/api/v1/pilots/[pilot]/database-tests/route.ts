import { StartTest, TestsQuery } from "#lib/database-tests/input/requests.ts";
import { readTests } from "#lib/database-tests/read-tests.ts";
import { startTest } from "#lib/database-tests/start-test.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath, query: TestsQuery }, (ctx, { params, query }) =>
  readTests(ctx, { ...params, ...query }),
);

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: StartTest },
  async (ctx, { params, body }) => {
    const started = await startTest(ctx, { ...params, ...body });
    const location = started.ok ? { location: `/api/v1/pilots/${params.pilot}/database-tests/${started.number}` } : {};
    return reply(201, started, location);
  },
);
