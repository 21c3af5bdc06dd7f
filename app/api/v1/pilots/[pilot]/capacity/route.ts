import { addCapacityTable } from "#lib/load/add-capacity-table.ts";
import { AddCapacityTable, CapacityPath } from "#lib/load/input/capacity.ts";
import { readCapacity } from "#lib/load/read-capacity.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: CapacityPath }, async (ctx, { params }) => {
  const read = await readCapacity(ctx, params);
  return read.ok ? { tables: read.tables } : read;
});

export const POST = route(
  { roles: ["lead", "admin"], params: CapacityPath, body: AddCapacityTable },
  async (ctx, { params, body }) => {
    const added = await addCapacityTable(ctx, { ...params, ...body });
    return reply(201, added.ok ? { id: added.id } : added);
  },
);
