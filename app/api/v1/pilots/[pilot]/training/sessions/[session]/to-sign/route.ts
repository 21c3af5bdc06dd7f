import { route } from "#lib/platform/http/route.ts";
import { SessionPath, ToSignQuery } from "#lib/training/input/sessions.ts";
import { readToSign } from "#lib/training/read-to-sign.ts";

export const GET = route(
  { roles: ["trainer", "lead"], params: SessionPath, query: ToSignQuery },
  (ctx, { params, query }) => readToSign(ctx, { ...params, ...query }),
);
