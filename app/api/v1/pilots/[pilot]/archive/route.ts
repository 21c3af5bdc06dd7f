import { archivePilot } from "#lib/pilots/archive-pilot.ts";
import { PilotPath, WithReason } from "#lib/pilots/input.ts";
import { reopenPilot } from "#lib/pilots/reopen-pilot.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["admin"], params: PilotPath, body: WithReason }, async (ctx, { params, body }) => {
  const archived = await archivePilot(ctx, { ...params, ...body });
  return archived.ok ? archived.pilot : archived;
});

export const DELETE = route({ roles: ["admin"], params: PilotPath }, async (ctx, { params }) => {
  const reopened = await reopenPilot(ctx, params);
  return reopened.ok ? reopened.pilot : reopened;
});
