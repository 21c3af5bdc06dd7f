import { VerifyAnswer } from "#lib/checklist/input/acts.ts";
import { ItemPath } from "#lib/checklist/input/lists.ts";
import { verifyAnswer } from "#lib/checklist/verify-answer.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: "any person", params: ItemPath, body: VerifyAnswer },
  async (ctx, { params, body }) => reply(201, await verifyAnswer(ctx, { ...params, ...body })),
);
