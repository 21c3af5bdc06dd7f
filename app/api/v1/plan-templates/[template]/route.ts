import { TemplatePath } from "#lib/launch/input/plan.ts";
import { templateText } from "#lib/launch/list-templates.ts";
import { route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";

/** A plan as YAML, to copy and change. */
export const GET = route({ roles: "any person", params: TemplatePath }, async (_ctx, { params: { template } }) => {
  const text = templateText(template);
  if (text === null) return refuse("template-not-found");
  const headers = {
    "content-type": "application/yaml; charset=utf-8",
    "content-disposition": `attachment; filename="${template}.yaml"`,
  };
  return new Response(text, { headers });
});
