import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { PreviewRule } from "#lib/shadow/input/triage.ts";
import { readRulePreview } from "#lib/shadow/read-rule-preview.ts";

/** What a rule would swallow. Changes nothing. */
export const POST = route({ roles: ["lead", "admin"], params: PilotPath, body: PreviewRule }, (ctx, { params, body }) =>
  readRulePreview(ctx, { ...params, ...body }),
);
