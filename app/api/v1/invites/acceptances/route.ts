import { acceptInvite } from "#lib/access/accept-invite.ts";
import { AcceptInvite } from "#lib/access/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

/** The token is the key: who is invited has no account yet. */
export const POST = route({ roles: "public", body: AcceptInvite, bodyBytes: 16 * 1024 }, async (ctx, { body }) =>
  reply(201, await acceptInvite(ctx, body)),
);
