import { feedWiring } from "#app/api/v1/feed-wiring.ts";
import { answerFeed } from "#lib/platform/feed/answer-feed.ts";
import { feedHub } from "#lib/platform/feed/process-hub.ts";
import { route } from "#lib/platform/http/route.ts";
import { webConnection } from "#lib/platform/http/web-connection.ts";
import { refuse } from "#lib/platform/result.ts";

/** A display's live stream (HTML Standard, "Server-sent events"): `beat` each second, `sample`, `wall` (what all walls of its pilot show) and
 *  `display` (what it is told of itself), both at once and whenever they changed. It ends within 5 s when the display is revoked. */
export const GET = route({ roles: "display" }, async (_ctx, { display, request }) => {
  if (display === null) return refuse("display-unpaired");
  const hub = feedHub(webConnection(), feedWiring);
  return answerFeed(
    { hub, request },
    { pilotId: display.pilotId, lastEventId: null, reader: { displayId: display.id } },
  );
});
