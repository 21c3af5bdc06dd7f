import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { addOperator } from "#lib/training/add-operator.ts";
import { AddOperator } from "#lib/training/input/people.ts";
import { readOperators } from "#lib/training/read-operators.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readOperators(ctx, params));

export const POST = route(
  { roles: ["trainer", "lead", "admin"], params: PilotPath, body: AddOperator },
  async (ctx, { params, body }) => reply(201, await addOperator(ctx, { ...params, ...body })),
);
