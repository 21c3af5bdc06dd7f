import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { acceptProposals } from "#lib/shadow/accept-proposals.ts";
import { AcceptProposals } from "#lib/shadow/input/proposals.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: AcceptProposals },
  (ctx, { params, body }) => acceptProposals(ctx, { ...params, ...body }),
);
