import { RemoveRow, RiskPath } from "#lib/launch/input/plan.ts";
import { removeRisk } from "#lib/launch/remove-risk.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: RiskPath, body: RemoveRow },
  (ctx, { params: { pilot, risk: riskId }, body }) => removeRisk(ctx, { pilot, riskId, ...body }),
);
