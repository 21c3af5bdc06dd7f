import { profileJsonSchema } from "#lib/load/input/profile-schema.ts";
import { route } from "#lib/platform/http/route.ts";

/** For editors and pipelines: how much load a run is asked for. */
export const GET = route({ roles: "public" }, async () => {
  const headers = { "content-type": "application/schema+json; charset=utf-8", "access-control-allow-origin": "*" };
  return new Response(JSON.stringify(profileJsonSchema(), null, 2), { headers });
});
