import { InvitePerson } from "#lib/access/input.ts";
import { invitePerson } from "#lib/access/invite-person.ts";
import { shownOnce } from "#lib/access/own-link.ts";
import { reply, route } from "#lib/platform/http/route.ts";

/** The link is in this answer only. */
export const POST = route({ roles: ["admin"], body: InvitePerson }, async (ctx, { body }) => {
  const made = await invitePerson(ctx, body);
  return reply(201, made.ok ? shownOnce(made) : made);
});
