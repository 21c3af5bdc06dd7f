import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { acceptRule } from "#lib/shadow/accept-rule.ts";
import { AcceptRule } from "#lib/shadow/input/triage.ts";
import { readRules } from "#lib/shadow/read-rules.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readRules(ctx, params));

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: AcceptRule },
  async (ctx, { params, body }) => reply(201, await acceptRule(ctx, { ...params, ...body })),
);
