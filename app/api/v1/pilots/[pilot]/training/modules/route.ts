import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { addModule } from "#lib/training/add-module.ts";
import { AddModule } from "#lib/training/input/people.ts";
import { readModules } from "#lib/training/read-modules.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readModules(ctx, params));

export const POST = route(
  { roles: ["trainer", "lead", "admin"], params: PilotPath, body: AddModule },
  async (ctx, { params, body }) => reply(201, await addModule(ctx, { ...params, ...body })),
);
