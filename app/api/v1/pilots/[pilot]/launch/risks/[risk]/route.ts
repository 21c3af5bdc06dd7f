import { changeRisk } from "#lib/launch/change-risk.ts";
import { ChangeRisk, RiskPath } from "#lib/launch/input/plan.ts";
import { route } from "#lib/platform/http/route.ts";

export const PATCH = route(
  { roles: ["lead", "admin"], params: RiskPath, body: ChangeRisk },
  (ctx, { params: { pilot, risk: riskId }, body }) => changeRisk(ctx, { pilot, riskId, ...body }),
);
