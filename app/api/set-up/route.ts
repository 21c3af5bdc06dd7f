import { UseSetUpLink } from "#lib/access/input.ts";
import { useSetUpLink } from "#lib/access/use-set-up-link.ts";
import { reply, route } from "#lib/platform/http/route.ts";

/** Names the first admin. The token is the key: nobody can be signed in yet. */
export const POST = route({ roles: "public", body: UseSetUpLink, bodyBytes: 16 * 1024 }, async (ctx, { body }) =>
  reply(201, await useSetUpLink(ctx, body)),
);
