import { SaveScenario, scenarioBodyBytes } from "#lib/load/input/scenarios.ts";
import { readScenarios } from "#lib/load/read-scenarios.ts";
import { saveScenario } from "#lib/load/save-scenario.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readScenarios(ctx, params));

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: SaveScenario, bodyBytes: scenarioBodyBytes },
  async (ctx, { params, body }) => reply(201, await saveScenario(ctx, { ...params, ...body })),
);
