import { route } from "#lib/platform/http/route.ts";
import { changeOperator } from "#lib/training/change-operator.ts";
import { ChangeOperator, OperatorPath } from "#lib/training/input/people.ts";
import { readOperator } from "#lib/training/read-operator.ts";

export const GET = route(
  { roles: "any person", params: OperatorPath },
  (ctx, { params: { pilot, operator: operatorId } }) => readOperator(ctx, { pilot, operatorId }),
);

export const PATCH = route(
  { roles: ["trainer", "lead", "admin"], params: OperatorPath, body: ChangeOperator },
  (ctx, { params: { pilot, operator: operatorId }, body }) => changeOperator(ctx, { pilot, operatorId, ...body }),
);
