import { route } from "#lib/platform/http/route.ts";
import { ModulePath, WithReason } from "#lib/training/input/people.ts";
import { removeModule } from "#lib/training/remove-module.ts";

export const POST = route(
  { roles: ["trainer", "lead", "admin"], params: ModulePath, body: WithReason },
  (ctx, { params: { pilot, module: moduleId }, body }) => removeModule(ctx, { pilot, moduleId, ...body }),
);
