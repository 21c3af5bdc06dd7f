import { PollPath } from "#lib/launch/input/calls.ts";
import { readPoll } from "#lib/launch/read-poll.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PollPath }, (ctx, { params }) => readPoll(ctx, params));
