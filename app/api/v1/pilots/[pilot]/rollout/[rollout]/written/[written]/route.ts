import { route } from "#lib/platform/http/route.ts";
import { MarkWritten, WrittenPath } from "#lib/rollout/input/rollout.ts";
import { markWritten } from "#lib/rollout/mark-written.ts";

export const PUT = route(
  { roles: ["lead", "admin"], params: WrittenPath, body: MarkWritten },
  (ctx, { params, body }) => markWritten(ctx, { ...params, ...body }),
);
