import { applyTemplate } from "#lib/launch/apply-template.ts";
import { ApplyTemplate } from "#lib/launch/input/plan.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

/** Begins a plan with a template; what stands there already stays. */
export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: ApplyTemplate },
  async (ctx, { params, body }) => reply(201, await applyTemplate(ctx, { ...params, asked: body })),
);
