import { route } from "#lib/platform/http/route.ts";
import { OperatorPath, RemoveOperator } from "#lib/training/input/people.ts";
import { removeOperator } from "#lib/training/remove-operator.ts";

export const POST = route(
  { roles: ["trainer", "lead", "admin"], params: OperatorPath, body: RemoveOperator },
  (ctx, { params: { pilot, operator: operatorId }, body }) => removeOperator(ctx, { pilot, operatorId, ...body }),
);
