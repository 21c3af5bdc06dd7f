import { reply, route } from "#lib/platform/http/route.ts";
import { ModulePath, VersionModule } from "#lib/training/input/people.ts";
import { versionModule } from "#lib/training/version-module.ts";

export const POST = route(
  { roles: ["trainer", "lead", "admin"], params: ModulePath, body: VersionModule },
  async (ctx, { params: { pilot, module: moduleId }, body }) =>
    reply(201, await versionModule(ctx, { pilot, moduleId, ...body })),
);
