import { TestPath } from "#lib/database-tests/input/requests.ts";
import { readTest } from "#lib/database-tests/read-test.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: TestPath }, async (ctx, { params }) => {
  const found = await readTest(ctx, params);
  return found.ok ? found.test : found;
});
