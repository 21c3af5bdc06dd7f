import { scenarioJsonSchema } from "#lib/load/input/scenario.ts";
import { route } from "#lib/platform/http/route.ts";
import { schemaAnswer } from "#lib/platform/http/schema-answer.ts";

/** For editors: completion and checks while a scenario is written. */
export const GET = route({ roles: "public" }, async () => schemaAnswer(scenarioJsonSchema()));
