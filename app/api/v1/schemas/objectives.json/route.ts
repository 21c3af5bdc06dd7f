import { objectivesJsonSchema } from "#lib/load/input/objectives-shape.ts";
import { route } from "#lib/platform/http/route.ts";
import { schemaAnswer } from "#lib/platform/http/schema-answer.ts";

/** For editors: completion and checks while a set of limits is written. */
export const GET = route({ roles: "public" }, async () => schemaAnswer(objectivesJsonSchema()));
