import { PilotPath } from "#lib/pilots/input.ts";
import { sessionKey } from "#lib/platform/feed/session-key.ts";
import { route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";

/** Whose the browser is now, as the feed's own header says it: before a tab is given what another tab's stream brings, this must agree. */
export const GET = route({ roles: "any person", params: PilotPath }, async (_ctx, { session }) =>
  session === null ? refuse("signed-out") : { session: sessionKey(session.id) },
);
