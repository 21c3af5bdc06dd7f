import { addStep } from "#lib/launch/add-step.ts";
import { AddStep } from "#lib/launch/input/plan.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: AddStep },
  async (ctx, { params, body }) => reply(201, await addStep(ctx, { ...params, ...body })),
);
