import { readRunCounts } from "#lib/load/read-run-counts.ts";
import { changePilot } from "#lib/pilots/change-pilot.ts";
import { ChangePilot, PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readRunCounts(ctx, params));

export const PATCH = route(
  { roles: ["admin"], params: PilotPath, body: ChangePilot },
  async (ctx, { params, body }) => {
    const changed = await changePilot(ctx, { ...params, ...body });
    return changed.ok ? changed.pilot : changed;
  },
);
