import { ObjectiveSetPath } from "#lib/load/input/save-objective-set.ts";
import { readObjectiveSet } from "#lib/load/read-objective-sets.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: ObjectiveSetPath }, (ctx, { params }) =>
  readObjectiveSet(ctx, params),
);
