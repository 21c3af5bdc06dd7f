import { readPilots } from "#lib/pilots/read-pilots.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person" }, async (ctx) => ({ pilots: await readPilots(ctx) }));
