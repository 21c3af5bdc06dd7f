import { addRisk } from "#lib/launch/add-risk.ts";
import { AddRisk } from "#lib/launch/input/plan.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: AddRisk },
  async (ctx, { params, body }) => reply(201, await addRisk(ctx, { ...params, ...body })),
);
