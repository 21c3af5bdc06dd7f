import { clearBaseline } from "#lib/load/clear-baseline.ts";
import { RunPath } from "#lib/load/input/start-run.ts";
import { setBaseline } from "#lib/load/set-baseline.ts";
import { route } from "#lib/platform/http/route.ts";

export const PUT = route({ roles: ["lead", "admin"], params: RunPath }, (ctx, { params }) => setBaseline(ctx, params));

export const DELETE = route({ roles: ["lead", "admin"], params: RunPath }, (ctx, { params }) =>
  clearBaseline(ctx, params),
);
