import { ItemPath, MoveItem } from "#lib/checklist/input/lists.ts";
import { moveItem } from "#lib/checklist/move-item.ts";
import { route } from "#lib/platform/http/route.ts";

export const PUT = route({ roles: ["lead", "admin"], params: ItemPath, body: MoveItem }, (ctx, { params, body }) =>
  moveItem(ctx, { ...params, ...body }),
);
