import { ItemPath, Remove } from "#lib/checklist/input/lists.ts";
import { removeItem } from "#lib/checklist/remove-item.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["lead", "admin"], params: ItemPath, body: Remove }, (ctx, { params, body }) =>
  removeItem(ctx, { ...params, ...body }),
);
