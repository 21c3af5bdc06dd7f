import { PlanPilot } from "#lib/pilots/input/plan.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { planPilot } from "#lib/pilots/plan-pilot.ts";
import { route } from "#lib/platform/http/route.ts";

export const PATCH = route(
  { roles: ["lead", "admin"], params: PilotPath, body: PlanPilot },
  async (ctx, { params, body }) => {
    const planned = await planPilot(ctx, { ...params, ...body });
    return planned.ok ? planned.pilot : planned;
  },
);
