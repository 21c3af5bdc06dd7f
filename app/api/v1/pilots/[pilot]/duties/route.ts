import { giveDuty } from "#lib/pilots/give-duty.ts";
import { GiveDuty, PilotPath } from "#lib/pilots/input.ts";
import { readDuties } from "#lib/pilots/read-duties.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readDuties(ctx, params));

export const POST = route({ roles: ["admin"], params: PilotPath, body: GiveDuty }, async (ctx, { params, body }) =>
  reply(201, await giveDuty(ctx, { ...params, ...body })),
);
