import { displayTokenIn } from "#lib/access/read-display.ts";
import { displayCookie } from "#lib/access/session-cookies.ts";
import { readOwnDisplay } from "#lib/displays/read-own-display.ts";
import { readWall } from "#lib/displays/read-wall.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";

/** What a display is told of itself, and what all walls of its pilot show. Its cookie is given anew: a screen that is used keeps it. */
export const GET = route({ roles: "display" }, async (ctx, { display, request }) => {
  const token = displayTokenIn(request.headers.get("cookie"));
  if (display === null || token === null) return refuse("display-unpaired");
  const [own, view] = await Promise.all([readOwnDisplay(ctx, display.id), readWall(ctx, display.pilotId)]);
  if (!own.ok) return own;
  const secure = request.headers.get("x-forwarded-proto") === "https";
  return reply(200, { ...own, view }, { "set-cookie": displayCookie(token, secure) });
});
