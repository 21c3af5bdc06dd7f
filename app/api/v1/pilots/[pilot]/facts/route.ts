import { PilotPath } from "#lib/pilots/input.ts";
import { readFacts } from "#lib/pilots/read-facts.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, async (ctx, { params }) => {
  const found = await readFacts(ctx, params);
  return found.ok ? found.pilot : found;
});
