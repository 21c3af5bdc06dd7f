import { changeList } from "#lib/checklist/change-list.ts";
import { ChangeList, ListPath } from "#lib/checklist/input/lists.ts";
import { route } from "#lib/platform/http/route.ts";

export const PATCH = route({ roles: ["lead", "admin"], params: ListPath, body: ChangeList }, (ctx, { params, body }) =>
  changeList(ctx, { ...params, ...body }),
);
