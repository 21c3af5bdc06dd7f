import { CapacityTablePath } from "#lib/load/input/capacity.ts";
import { removeCapacityTable } from "#lib/load/remove-capacity-table.ts";
import { route } from "#lib/platform/http/route.ts";

export const DELETE = route({ roles: ["lead", "admin"], params: CapacityTablePath }, (ctx, { params }) =>
  removeCapacityTable(ctx, params),
);
