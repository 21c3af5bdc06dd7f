import { answerItem } from "#lib/checklist/answer-item.ts";
import { AnswerItem } from "#lib/checklist/input/acts.ts";
import { ItemPath } from "#lib/checklist/input/lists.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: ItemPath, body: AnswerItem },
  async (ctx, { params, body }) => reply(201, await answerItem(ctx, { ...params, ...body })),
);
