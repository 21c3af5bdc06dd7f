import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { RefuseProposal } from "#lib/shadow/input/proposals.ts";
import { refuseProposal } from "#lib/shadow/refuse-proposal.ts";

/** A proposal is none. */
export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: RefuseProposal },
  (ctx, { params, body }) => refuseProposal(ctx, { ...params, ...body }),
);
