import { ResetPassword } from "#lib/access/input.ts";
import { resetPassword } from "#lib/access/reset-password.ts";
import { reply, route } from "#lib/platform/http/route.ts";

/** The token is the key: who needs a new password cannot be signed in. */
export const POST = route({ roles: "public", body: ResetPassword, bodyBytes: 16 * 1024 }, async (ctx, { body }) =>
  reply(201, await resetPassword(ctx, body)),
);
