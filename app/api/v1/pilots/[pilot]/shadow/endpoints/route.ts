import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { correctEndpoint } from "#lib/shadow/correct-endpoint.ts";
import { CorrectEndpoint } from "#lib/shadow/input/triage.ts";

export const PUT = route(
  { roles: ["lead", "admin"], params: PilotPath, body: CorrectEndpoint },
  (ctx, { params, body }) => correctEndpoint(ctx, { ...params, ...body }),
);
