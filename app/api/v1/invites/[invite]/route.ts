import { InvitePath } from "#lib/access/input.ts";
import { revokeInvite } from "#lib/access/revoke-invite.ts";
import { route } from "#lib/platform/http/route.ts";

export const DELETE = route({ roles: ["admin"], params: InvitePath }, (ctx, { params }) => revokeInvite(ctx, params));
