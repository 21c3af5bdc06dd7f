import { RehearsalPath, WithReason } from "#lib/launch/input/plan.ts";
import { withdrawRehearsal } from "#lib/launch/withdraw-rehearsal.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: RehearsalPath, body: WithReason },
  (ctx, { params, body }) => withdrawRehearsal(ctx, { ...params, ...body }),
);
