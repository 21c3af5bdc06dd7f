import { route } from "#lib/platform/http/route.ts";
import { ModulePath, MoveModule } from "#lib/training/input/people.ts";
import { moveModule } from "#lib/training/move-module.ts";

export const PUT = route(
  { roles: ["trainer", "lead", "admin"], params: ModulePath, body: MoveModule },
  (ctx, { params: { pilot, module: moduleId }, body }) => moveModule(ctx, { pilot, moduleId, ...body }),
);
