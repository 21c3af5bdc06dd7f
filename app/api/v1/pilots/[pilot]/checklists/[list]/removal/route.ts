import { ListPath, Remove } from "#lib/checklist/input/lists.ts";
import { removeList } from "#lib/checklist/remove-list.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["lead", "admin"], params: ListPath, body: Remove }, (ctx, { params, body }) =>
  removeList(ctx, { ...params, ...body }),
);
