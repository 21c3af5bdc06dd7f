import { grantWaiver } from "#lib/checklist/grant-waiver.ts";
import { WaiverPath } from "#lib/checklist/input/acts.ts";
import { reply, route } from "#lib/platform/http/route.ts";

/** A decider of the pilot may be anybody with an account: the verb looks. */
export const POST = route({ roles: "any person", params: WaiverPath }, async (ctx, { params }) =>
  reply(201, await grantWaiver(ctx, params)),
);
