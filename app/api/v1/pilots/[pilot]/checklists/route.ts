import { addList } from "#lib/checklist/add-list.ts";
import { AddList } from "#lib/checklist/input/lists.ts";
import { readChecklists } from "#lib/checklist/read-checklists.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readChecklists(ctx, params));

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: AddList },
  async (ctx, { params, body }) => reply(201, await addList(ctx, { ...params, ...body })),
);
