import { route } from "#lib/platform/http/route.ts";
import { bookOperators } from "#lib/training/book-operators.ts";
import { BookOperators, SessionPath } from "#lib/training/input/sessions.ts";

export const POST = route(
  { roles: ["trainer", "lead"], params: SessionPath, body: BookOperators },
  (ctx, { params, body }) => bookOperators(ctx, { ...params, ...body }),
);
