import { listTemplates } from "#lib/launch/list-templates.ts";
import { route } from "#lib/platform/http/route.ts";

/** The plans that Gantry ships. */
export const GET = route({ roles: "any person" }, async () => ({ templates: listTemplates() }));
