import { DataFile } from "#lib/load/input/save-objective-set.ts";
import { scenarioBodyBytes } from "#lib/load/input/scenarios.ts";
import { readDataFileFacts } from "#lib/load/read-data-file-facts.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

/** Looks at a file, and keeps nothing of it. */
export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: DataFile, bodyBytes: scenarioBodyBytes },
  (ctx, { params, body }) => readDataFileFacts(ctx, { ...params, ...body }),
);
