import { endIncident } from "#lib/launch/end-incident.ts";
import { EndIncident, NotePath } from "#lib/launch/input/plan.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["lead", "admin"], params: NotePath, body: EndIncident }, (ctx, { params, body }) =>
  endIncident(ctx, { ...params, ...body }),
);
