import { readEndedSessions } from "#lib/access/read-ended-sessions.ts";
import { recheckReadiness } from "#lib/launch/recheck-readiness.ts";
import { sampleOf } from "#lib/load/live-runs.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import type { FeedRecheck, FeedWiring } from "#lib/platform/feed/hub.ts";
import { feedHub } from "#lib/platform/feed/process-hub.ts";
import { sessionKey } from "#lib/platform/feed/session-key.ts";
import { route } from "#lib/platform/http/route.ts";
import { webConnection } from "#lib/platform/http/web-connection.ts";
import { refuse } from "#lib/platform/result.ts";

/** What screens call a kind of subject, where that is another word. */
const topics: Readonly<Record<string, string>> = {
  "rollout-plan": "rollout",
  ...{ system: "systems", scenario: "scenarios" },
  ...{ station: "launch", "station-state": "launch", readiness: "launch", poll: "launch", decision: "launch" },
  ...{ "shadow-group": "shadow", "shadow-pair": "shadow", "shadow-rules": "shadow", "shadow-window": "shadow" },
  ...{ item: "checklist", evidence: "checklist" },
  ...{
    "launch-plan": "plan",
    risk: "plan",
    step: "plan",
    "clock-hold": "plan",
    "launch-note": "plan",
    rehearsal: "plan",
  },
};

/** Made with the first feed: only then the process has its connection. */
let recheckOnce: FeedRecheck | null = null;

const wiring: FeedWiring = {
  recheck: {
    ...{ topic: "launch", id: "readiness" },
    digest: (pilotId, sources) => {
      recheckOnce ??= recheckReadiness(systemCtx(webConnection().db, "web"));
      return recheckOnce(pilotId, sources);
    },
  },
  topicOf: (subjectKind) => topics[subjectKind] ?? subjectKind,
  figures: ["shadow", "checklist", "rollout"],
  sampleOf,
  endedSessions: (people) => readEndedSessions(webConnection().db, people),
};

const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** The pilot's live stream (HTML Standard, "Server-sent events"): `beat` each second, `sample`, `change`, `reset`. A `change` and the
 *  first `beat` carry the log's sequence as `id`; whoever comes back with it in `Last-Event-ID` is first sent what it missed. The header
 *  `x-gantry-session` says whose stream it is (see feed/session). */
export const GET = route({ roles: "any person", params: PilotPath }, async (ctx, { params, request, session }) => {
  if (session === null) return refuse("signed-out");
  const found = await readPilot(ctx, params.pilot);
  if (!found.ok) return found;
  const stream = await feedHub(webConnection(), wiring).open({
    pilotId: found.pilot.id,
    lastEventId: sequenceIn(request.headers.get("last-event-id")),
    person: { id: session.actor.id, sessionId: session.id, expiresAt: session.expiresAt },
    signal: request.signal,
  });
  return new Response(stream, { headers: { ...streamHeaders, "x-gantry-session": sessionKey(session.id) } });
});

/** Null for a screen that was never here, and for an id that is none of ours. */
function sequenceIn(lastEventId: string | null): number | null {
  return lastEventId !== null && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null;
}
