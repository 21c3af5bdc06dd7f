import { closePoll } from "#lib/launch/close-poll.ts";
import { ClosePoll, PollPath } from "#lib/launch/input/calls.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["lead", "admin"], params: PollPath, body: ClosePoll }, (ctx, { params, body }) =>
  closePoll(ctx, { ...params, ...body }),
);
