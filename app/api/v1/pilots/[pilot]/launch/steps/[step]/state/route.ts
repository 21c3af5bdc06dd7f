import { MoveStep, StepPath } from "#lib/launch/input/plan.ts";
import { moveStep } from "#lib/launch/move-step.ts";
import { route } from "#lib/platform/http/route.ts";

/** Begun, done, left out, or reopened. */
export const PUT = route(
  { roles: ["lead", "admin"], params: StepPath, body: MoveStep },
  (ctx, { params: { pilot, step: stepId }, body }) => moveStep(ctx, { pilot, stepId, move: body }),
);
