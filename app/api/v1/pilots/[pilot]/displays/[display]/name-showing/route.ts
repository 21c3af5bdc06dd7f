import { DisplayPath } from "#lib/displays/input.ts";
import { showDisplayName } from "#lib/displays/show-display-name.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["lead", "admin"], params: DisplayPath }, (ctx, { params }) =>
  showDisplayName(ctx, params),
);
