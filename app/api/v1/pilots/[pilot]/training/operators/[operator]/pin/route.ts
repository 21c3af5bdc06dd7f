import { route } from "#lib/platform/http/route.ts";
import { clearPin } from "#lib/training/clear-pin.ts";
import { OperatorPath } from "#lib/training/input/people.ts";

export const DELETE = route({ roles: ["trainer", "lead"], params: OperatorPath }, (ctx, { params }) =>
  clearPin(ctx, params),
);
