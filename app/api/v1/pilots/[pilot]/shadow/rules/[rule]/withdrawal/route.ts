import { route } from "#lib/platform/http/route.ts";
import { RulePath, WithWhy } from "#lib/shadow/input/triage.ts";
import { withdrawRule } from "#lib/shadow/withdraw-rule.ts";

export const POST = route({ roles: ["lead", "admin"], params: RulePath, body: WithWhy }, (ctx, { params, body }) =>
  withdrawRule(ctx, { ...params, ...body }),
);
