import { scenarioBodyBytes, TryScenario } from "#lib/load/input/scenarios.ts";
import { webTryDoors } from "#lib/load/try-doors.ts";
import { tryScenario } from "#lib/load/try-scenario.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: TryScenario, bodyBytes: scenarioBodyBytes },
  (ctx, { params, body, request }) =>
    tryScenario(ctx, { ...params, ...body }, { doors: webTryDoors, signal: request.signal }),
);
