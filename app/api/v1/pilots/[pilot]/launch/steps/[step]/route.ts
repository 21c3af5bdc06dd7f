import { changeStep } from "#lib/launch/change-step.ts";
import { ChangeStep, StepPath } from "#lib/launch/input/plan.ts";
import { route } from "#lib/platform/http/route.ts";

export const PATCH = route(
  { roles: ["lead", "admin"], params: StepPath, body: ChangeStep },
  (ctx, { params: { pilot, step: stepId }, body }) => changeStep(ctx, { pilot, stepId, ...body }),
);
