import { NameSystem, PilotPath } from "#lib/pilots/input.ts";
import { nameSystem } from "#lib/pilots/name-system.ts";
import { readSystems } from "#lib/pilots/read-systems.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readSystems(ctx, params));

export const POST = route({ roles: ["admin"], params: PilotPath, body: NameSystem }, async (ctx, { params, body }) => {
  const named = await nameSystem(ctx, { ...params, ...body });
  return reply(201, named.ok ? named.system : named);
});
