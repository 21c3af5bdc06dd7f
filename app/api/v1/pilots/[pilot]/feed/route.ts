import { feedWiring } from "#app/api/v1/feed-wiring.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";
import { answerFeed } from "#lib/platform/feed/answer-feed.ts";
import { feedHub } from "#lib/platform/feed/process-hub.ts";
import { sessionKey } from "#lib/platform/feed/session-key.ts";
import { route } from "#lib/platform/http/route.ts";
import { webConnection } from "#lib/platform/http/web-connection.ts";
import { refuse } from "#lib/platform/result.ts";

/** The pilot's live stream (HTML Standard, "Server-sent events"): `beat` each second, `sample`, `change`, `reset`. A `change` and the
 *  first `beat` carry the log's sequence as `id`; whoever comes back with it in `Last-Event-ID` is first sent what it missed. The header
 *  `x-gantry-session` says whose stream it is (see feed/session). */
export const GET = route({ roles: "any person", params: PilotPath }, async (ctx, { params, request, session }) => {
  if (session === null) return refuse("signed-out");
  const found = await readPilot(ctx, params.pilot);
  if (!found.ok) return found;
  const hub = feedHub(webConnection(), feedWiring);
  const headers = { "x-gantry-session": sessionKey(session.id) };
  return answerFeed(
    { hub, request, headers },
    {
      pilotId: found.pilot.id,
      lastEventId: sequenceIn(request.headers.get("last-event-id")),
      reader: { id: session.actor.id, sessionId: session.id, expiresAt: session.expiresAt },
    },
  );
});

/** Null for a screen that was never here, and for an id that is none of ours. */
function sequenceIn(lastEventId: string | null): number | null {
  return lastEventId !== null && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null;
}
