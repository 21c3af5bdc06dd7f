import { SaveObjectiveSet } from "#lib/load/input/save-objective-set.ts";
import { readObjectiveSets } from "#lib/load/read-objective-sets.ts";
import { saveObjectiveSet } from "#lib/load/save-objective-set.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) =>
  readObjectiveSets(ctx, params),
);

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: SaveObjectiveSet },
  async (ctx, { params, body }) => reply(201, await saveObjectiveSet(ctx, { ...params, ...body })),
);
