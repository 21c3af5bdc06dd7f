import { addItem } from "#lib/checklist/add-item.ts";
import { AddItem, ListPath } from "#lib/checklist/input/lists.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: ListPath, body: AddItem },
  async (ctx, { params, body }) => reply(201, await addItem(ctx, { ...params, ...body })),
);
