import { route } from "#lib/platform/http/route.ts";
import { OperatorPath } from "#lib/training/input/people.ts";
import { unlockOperator } from "#lib/training/unlock-operator.ts";

export const DELETE = route({ roles: ["trainer", "lead"], params: OperatorPath }, (ctx, { params }) =>
  unlockOperator(ctx, params),
);
