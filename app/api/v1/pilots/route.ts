import { z } from "zod";
import { createPilot } from "#lib/pilots/create-pilot.ts";
import { CreatePilot } from "#lib/pilots/input.ts";
import { readAllPilots, readPilots } from "#lib/pilots/read-pilots.ts";
import { reply, route } from "#lib/platform/http/route.ts";

const query = z.object({ archived: z.literal("too").optional() });

/** The pilots that go on; with `?archived=too` the others after them. */
export const GET = route({ roles: "any person", query }, async (ctx, { query: { archived } }) => ({
  pilots: archived === "too" ? await readAllPilots(ctx) : await readPilots(ctx),
}));

export const POST = route({ roles: ["admin"], body: CreatePilot }, async (ctx, { body }) => {
  const made = await createPilot(ctx, body);
  return reply(201, made.ok ? made.pilot : made, { location: `/api/v1/pilots/${body.slug}` });
});
