import { CapacityRowPath } from "#lib/load/input/capacity.ts";
import { removeCapacityRow } from "#lib/load/remove-capacity-row.ts";
import { route } from "#lib/platform/http/route.ts";

export const DELETE = route({ roles: ["lead", "admin"], params: CapacityRowPath }, (ctx, { params }) =>
  removeCapacityRow(ctx, params),
);
