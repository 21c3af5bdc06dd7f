import { callStation } from "#lib/launch/call-station.ts";
import { CallStation } from "#lib/launch/input/calls.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

/** Any account may own a station; the verb refuses who does not own this one. */
export const POST = route(
  { roles: "any person", params: PilotPath, body: CallStation },
  async (ctx, { params, body }) => reply(201, await callStation(ctx, { ...params, ...body })),
);
