import { readAccount } from "#lib/access/read-account.ts";
import { route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";

export const GET = route({ roles: "any person" }, async (ctx, { session }) =>
  session === null ? refuse("signed-out") : readAccount(ctx, session),
);
