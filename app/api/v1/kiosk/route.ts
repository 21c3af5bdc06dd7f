import { route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";
import { readKioskView } from "#lib/training/read-kiosk-view.ts";

/** Answers 304 to a tablet that has this view already (If-None-Match); the server's time is then in a header alone. */
export const GET = route({ roles: "kiosk" }, async (ctx, { kiosk, request }) => {
  if (kiosk === null) return refuse("kiosk-closed");
  const { mark, view, now } = await readKioskView(ctx, kiosk, request.headers.get("if-none-match"));
  const headers = { etag: mark, "x-gantry-now": String(now), "cache-control": "no-store" };
  return view === null ? new Response(null, { status: 304, headers }) : Response.json(view, { headers });
});
