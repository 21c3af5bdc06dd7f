import { scenarioJsonSchema } from "#lib/load/input/scenario.ts";
import { route } from "#lib/platform/http/route.ts";

/** For editors: completion and checks while a scenario is written. */
export const GET = route({ roles: "public" }, async () => {
  const headers = { "content-type": "application/schema+json; charset=utf-8", "access-control-allow-origin": "*" };
  return new Response(JSON.stringify(scenarioJsonSchema(), null, 2), { headers });
});
