import { RemoveRow, StepPath } from "#lib/launch/input/plan.ts";
import { removeStep } from "#lib/launch/remove-step.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: StepPath, body: RemoveRow },
  (ctx, { params: { pilot, step: stepId }, body }) => removeStep(ctx, { pilot, stepId, ...body }),
);
