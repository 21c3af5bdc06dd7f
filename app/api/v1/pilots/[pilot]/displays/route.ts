import { PairDisplay } from "#lib/displays/input.ts";
import { pairDisplay } from "#lib/displays/pair-display.ts";
import { readDisplays } from "#lib/displays/read-displays.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readDisplays(ctx, params));

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: PairDisplay },
  async (ctx, { params, body }) => {
    const paired = await pairDisplay(ctx, { ...params, ...body });
    return reply(201, paired.ok ? paired.display : paired);
  },
);
