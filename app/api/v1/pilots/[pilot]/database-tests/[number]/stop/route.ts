import { StopTest, TestPath } from "#lib/database-tests/input/requests.ts";
import { stopTest } from "#lib/database-tests/stop-test.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: TestPath, body: StopTest },
  async (ctx, { params, body }) => reply(202, await stopTest(ctx, { ...params, ...body })),
);
