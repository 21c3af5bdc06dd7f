import { PersonPath } from "#lib/access/input.ts";
import { makeResetLink } from "#lib/access/make-reset-link.ts";
import { shownOnce } from "#lib/access/own-link.ts";
import { reply, route } from "#lib/platform/http/route.ts";

/** The link is in this answer only. */
export const POST = route({ roles: ["admin"], params: PersonPath }, async (ctx, { params }) => {
  const made = await makeResetLink(ctx, params);
  return reply(201, made.ok ? shownOnce(made) : made);
});
