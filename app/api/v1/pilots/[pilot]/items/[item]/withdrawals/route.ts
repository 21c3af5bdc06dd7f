import { WithdrawAnswer } from "#lib/checklist/input/acts.ts";
import { ItemPath } from "#lib/checklist/input/lists.ts";
import { withdrawAnswer } from "#lib/checklist/withdraw-answer.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: ItemPath, body: WithdrawAnswer },
  async (ctx, { params, body }) => reply(201, await withdrawAnswer(ctx, { ...params, ...body })),
);
