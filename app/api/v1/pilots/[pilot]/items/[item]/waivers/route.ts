import { askWaiver } from "#lib/checklist/ask-waiver.ts";
import { AskWaiver } from "#lib/checklist/input/acts.ts";
import { ItemPath } from "#lib/checklist/input/lists.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: ItemPath, body: AskWaiver },
  async (ctx, { params, body }) => reply(201, await askWaiver(ctx, { ...params, ...body })),
);
