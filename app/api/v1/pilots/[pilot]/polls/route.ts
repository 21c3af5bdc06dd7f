import { openPoll } from "#lib/launch/open-poll.ts";
import { readPolls } from "#lib/launch/read-polls.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readPolls(ctx, params));

export const POST = route({ roles: ["lead", "admin"], params: PilotPath }, async (ctx, { params }) => {
  const opened = await openPoll(ctx, params);
  const location = opened.ok ? { location: `/api/v1/pilots/${params.pilot}/polls/${opened.number}` } : {};
  return reply(201, opened, location);
});
