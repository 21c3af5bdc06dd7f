import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { SaveRolloutPlan } from "#lib/rollout/input/rollout.ts";
import { saveRolloutPlan } from "#lib/rollout/save-rollout-plan.ts";

export const PUT = route(
  { roles: ["lead", "admin"], params: PilotPath, body: SaveRolloutPlan },
  (ctx, { params, body }) => saveRolloutPlan(ctx, { ...params, ...body }),
);
