import { objectivesJsonSchema } from "#lib/load/input/objectives-shape.ts";
import { route } from "#lib/platform/http/route.ts";

/** For editors: completion and checks while a set of limits is written. */
export const GET = route({ roles: "public" }, async () => {
  const headers = { "content-type": "application/schema+json; charset=utf-8", "access-control-allow-origin": "*" };
  return new Response(JSON.stringify(objectivesJsonSchema(), null, 2), { headers });
});
