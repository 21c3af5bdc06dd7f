import { WaiverPath, WithWhy } from "#lib/checklist/input/acts.ts";
import { refuseWaiver } from "#lib/checklist/refuse-waiver.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: "any person", params: WaiverPath, body: WithWhy }, async (ctx, { params, body }) =>
  reply(201, await refuseWaiver(ctx, { ...params, ...body })),
);
