import { reply, route } from "#lib/platform/http/route.ts";
import { SayWhy, SessionActPath } from "#lib/training/input/sessions.ts";
import { withdrawSignature } from "#lib/training/withdraw-signature.ts";

export const POST = route(
  { roles: ["trainer", "lead"], params: SessionActPath, body: SayWhy },
  async (ctx, { params: { act: signature, ...where }, body }) =>
    reply(201, await withdrawSignature(ctx, { ...where, signature, ...body })),
);
