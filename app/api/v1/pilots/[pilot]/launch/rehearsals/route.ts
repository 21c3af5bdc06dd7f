import { RecordRehearsal } from "#lib/launch/input/plan.ts";
import { recordRehearsal } from "#lib/launch/record-rehearsal.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: RecordRehearsal },
  async (ctx, { params, body }) => reply(201, await recordRehearsal(ctx, { ...params, ...body })),
);
