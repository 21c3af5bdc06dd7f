import { changeItem } from "#lib/checklist/change-item.ts";
import { ChangeItem, ItemPath } from "#lib/checklist/input/lists.ts";
import { readItem } from "#lib/checklist/read-item.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: ItemPath }, (ctx, { params }) => readItem(ctx, params));

export const PATCH = route({ roles: ["lead", "admin"], params: ItemPath, body: ChangeItem }, (ctx, { params, body }) =>
  changeItem(ctx, { ...params, ...body }),
);
