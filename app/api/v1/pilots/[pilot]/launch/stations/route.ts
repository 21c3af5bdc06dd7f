import { SetStations } from "#lib/launch/input/plan.ts";
import { setStations } from "#lib/launch/set-stations.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const PUT = route({ roles: ["lead", "admin"], params: PilotPath, body: SetStations }, (ctx, { params, body }) =>
  setStations(ctx, { ...params, ...body }),
);
