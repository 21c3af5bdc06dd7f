import { addCapacityRow } from "#lib/load/add-capacity-row.ts";
import { AddCapacityRow, CapacityTablePath } from "#lib/load/input/capacity.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: CapacityTablePath, body: AddCapacityRow },
  async (ctx, { params, body }) => {
    const added = await addCapacityRow(ctx, { ...params, ...body });
    return reply(201, added.ok ? { id: added.id } : added);
  },
);
