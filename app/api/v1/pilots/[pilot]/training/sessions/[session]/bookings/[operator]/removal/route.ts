import { route } from "#lib/platform/http/route.ts";
import { SessionOperatorPath } from "#lib/training/input/sessions.ts";
import { unbookOperator } from "#lib/training/unbook-operator.ts";

export const POST = route(
  { roles: ["trainer", "lead"], params: SessionOperatorPath },
  (ctx, { params: { operator: operatorId, ...where } }) => unbookOperator(ctx, { ...where, operatorId }),
);
