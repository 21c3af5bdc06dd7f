import { profileJsonSchema } from "#lib/load/input/profile-schema.ts";
import { route } from "#lib/platform/http/route.ts";
import { schemaAnswer } from "#lib/platform/http/schema-answer.ts";

/** For editors and pipelines: how much load a run is asked for. */
export const GET = route({ roles: "public" }, async () => schemaAnswer(profileJsonSchema()));
