import { changePassword } from "#lib/access/change-password.ts";
import { ChangePassword } from "#lib/access/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";

export const PUT = route(
  { roles: "any person", body: ChangePassword, bodyBytes: 16 * 1024 },
  async (ctx, { body, session }) =>
    session === null ? refuse("signed-out") : changePassword(ctx, { sessionId: session.id, ...body }),
);
